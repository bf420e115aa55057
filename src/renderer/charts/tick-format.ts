import type { ChartPoint } from './thin-points';

/** What an axis counts: plain figures, or fractions shown as percentages. */
export type TickUnit = 'figure' | 'share';

const MOST_DECIMALS = 8;

/** Writes the ticks of an axis over these points with just as many decimals as tell them apart. */
export function tickFormat(
  points: readonly ChartPoint[],
  keys: readonly string[],
  unit: TickUnit,
): (value: number) => string {
  const scale = unit === 'share' ? 100 : 1;
  const suffix = unit === 'share' ? '\u00a0%' : '';
  const values = points.flatMap((point) => keys.flatMap((key) => point[key] ?? []));
  const span = (Math.max(...values) - Math.min(...values)) * scale;
  const isKnown = Number.isFinite(span) && span > 0;
  const decimals = isKnown ? Math.min(MOST_DECIMALS, Math.max(0, Math.ceil(-Math.log10(span)) + 1)) : 2;
  return (value) => `${(value * scale).toFixed(decimals)}${suffix}`;
}

const USUAL_WIDTH = 44;
const USUAL_LENGTH = 6;
const DIGIT_WIDTH = 7;

/** Pixels that the ticks of an axis over these points need: the same for charts below each other, more for long figures. */
export function widthOfTicks(
  points: readonly ChartPoint[],
  keys: readonly string[],
  format: (value: number) => string,
): number {
  const longest = Math.max(0, ...points.flatMap((point) => keys.map((key) => format(point[key] ?? 0).length)));
  return USUAL_WIDTH + DIGIT_WIDTH * Math.max(0, longest - USUAL_LENGTH);
}

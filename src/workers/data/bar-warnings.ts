import type { Timeframe } from '../../contract/timeframe';
import type { Bars } from '../../engine/bars';
import type { BarSpacing } from './bar-spacing';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What a person should know about bars that are sound in themselves. */
export function barWarnings(bars: Bars, timeframe: Timeframe, spacing: BarSpacing): string[] {
  const warnings: string[] = [];
  if (spacing.shortSteps > 0) {
    const count = counted(spacing.shortSteps, 'bar starts', 'bars start');
    const at = iso(bars.time[spacing.firstShort]);
    warnings.push(`${count} less than ${timeframe} after the bar before, first at ${at}.`);
  }
  if (spacing.gaps > 0) {
    const at = spacing.longestGapAt;
    const span = `${duration(spacing.longestGapMs)}, from ${iso(bars.time[at - 1])} to ${iso(bars.time[at])}`;
    warnings.push(
      spacing.gaps === 1
        ? `There is one gap where bars are missing (weekends aside): ${span}.`
        : `There are ${counted(spacing.gaps, '', 'gaps')} where bars are missing (weekends aside); the longest is ${span}.`,
    );
  }
  if (bars.volume.every((volume) => volume === 0)) {
    warnings.push('The volume is zero throughout: whatever is built on volume says nothing here.');
  }
  return warnings;
}

const counted = (count: number, one: string, many: string): string =>
  `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;

const iso = (milliseconds: number | undefined): string => new Date(milliseconds ?? 0).toISOString();

/** `45 minutes`, `2.8 hours`, `6.3 days`. */
function duration(milliseconds: number): string {
  const [unit, length] =
    milliseconds < HOUR_MS ? ['minutes', MINUTE_MS] : milliseconds < 2 * DAY_MS ? ['hours', HOUR_MS] : ['days', DAY_MS];
  return `${Math.round((milliseconds / length) * 10) / 10} ${unit}`;
}

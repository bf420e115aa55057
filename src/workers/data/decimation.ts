import type { EquitySeries, PriceSeries, SeriesWindow } from '../../contract/chart-series';
import { type Bars, barCount } from '../../engine/bars';
import type { EQUITY_COLUMNS } from './equity-file';
import { BAR_COLUMNS } from './shared-bars';

/** The part of an increasing `time` column that lies in the window, both ends included, as half-open indexes. */
export function windowOf(time: Float64Array, { from, to }: SeriesWindow): { start: number; end: number } {
  const start = from === null ? 0 : firstAtOrAfter(time, from);
  const end = to === null ? time.length : firstAfter(time, to);
  return { start, end: Math.max(start, end) };
}

const firstAtOrAfter = (time: Float64Array, moment: number): number => partitionPoint(time, (at) => at < moment);
const firstAfter = (time: Float64Array, moment: number): number => partitionPoint(time, (at) => at <= moment);

function partitionPoint(time: Float64Array, isBefore: (at: number) => boolean): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(time[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index at which each of `buckets` nearly equal parts of `total` items begins, and `total` at the end. */
function bucketStarts(total: number, buckets: number): number[] {
  const count = Math.min(total, buckets);
  return Array.from({ length: count + 1 }, (_, bucket) => Math.floor((bucket * total) / count));
}

/**
 * At most `points` bars: neighbours are merged into one with the first one's time and open, the highest high, the
 * lowest low, the last close and the volume of all.
 */
export function decimateBars(bars: Bars, points: number): PriceSeries {
  const total = barCount(bars);
  const starts = bucketStarts(total, points);
  const length = Math.max(0, starts.length - 1);
  const series = {
    time: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
    total,
  };
  for (let bucket = 0; bucket < length; bucket += 1) {
    const start = starts[bucket] as number;
    const end = starts[bucket + 1] as number;
    for (const column of BAR_COLUMNS) series[column][bucket] = bars[column][start] as number;
    for (let index = start + 1; index < end; index += 1) {
      series.high[bucket] = Math.max(series.high[bucket] as number, bars.high[index] as number);
      series.low[bucket] = Math.min(series.low[bucket] as number, bars.low[index] as number);
      series.close[bucket] = bars.close[index] as number;
      series.volume[bucket] = (series.volume[bucket] as number) + (bars.volume[index] as number);
    }
  }
  return series;
}

export type EquityColumns = Readonly<Record<(typeof EQUITY_COLUMNS)[number], Float64Array>>;

/** Points kept of a bucket: first, lowest, highest, deepest drawdown, last. */
const KEPT_PER_BUCKET = 5;

/** At most `points` of the equity points, among them every bucket's extremes, so that no spike is lost. */
export function decimateEquity(columns: EquityColumns, points: number): EquitySeries {
  const total = columns.time.length;
  const kept = total <= points ? null : keptPoints(columns, Math.max(1, Math.floor(points / KEPT_PER_BUCKET)));
  const take = (column: Float64Array): Float64Array<ArrayBuffer> =>
    kept === null ? column.slice() : Float64Array.from(kept, (index) => column[index] as number);
  return {
    time: take(columns.time),
    equity: take(columns.equity),
    drawdown: take(columns.drawdown),
    benchmark: take(columns.benchmark),
    total,
  };
}

function keptPoints({ equity, drawdown }: EquityColumns, buckets: number): number[] {
  const starts = bucketStarts(equity.length, buckets);
  const kept: number[] = [];
  for (let bucket = 0; bucket + 1 < starts.length; bucket += 1) {
    const start = starts[bucket] as number;
    const end = starts[bucket + 1] as number;
    let [lowest, highest, deepest] = [start, start, start];
    for (let index = start + 1; index < end; index += 1) {
      if ((equity[index] as number) < (equity[lowest] as number)) lowest = index;
      if ((equity[index] as number) > (equity[highest] as number)) highest = index;
      if ((drawdown[index] as number) > (drawdown[deepest] as number)) deepest = index;
    }
    kept.push(...new Set([start, lowest, highest, deepest, end - 1].sort((a, b) => a - b)));
  }
  return kept;
}

import { z } from 'zod';

const column = z.instanceof(Float64Array);

/**
 * A decimated view of a long series for a chart: of each bucket the first, lowest, highest and last point stay,
 * so that no spike is lost. Times are milliseconds since the epoch. `total` is the count before decimation.
 */
export const equitySeriesSchema = z.strictObject({
  time: column,
  equity: column,
  /** Fraction below the running peak, as a positive number. */
  drawdown: column,
  /** What the initial capital would be worth had it bought and held. */
  benchmark: column,
  total: z.number().int().min(0),
});
export type EquitySeries = z.infer<typeof equitySeriesSchema>;

/** Bars, merged so that each keeps its bucket's open, highest high, lowest low, last close and summed volume. */
export const priceSeriesSchema = z.strictObject({
  time: column,
  open: column,
  high: column,
  low: column,
  close: column,
  volume: column,
  total: z.number().int().min(0),
});
export type PriceSeries = z.infer<typeof priceSeriesSchema>;

/** Part of a series in milliseconds since the epoch (null: from the first, to the last) and the most points wanted. */
export const seriesWindowSchema = z.strictObject({
  from: z.number().nullable().default(null),
  to: z.number().nullable().default(null),
  points: z.number().int().min(10).max(20_000).default(2_000),
});
export type SeriesWindow = z.infer<typeof seriesWindowSchema>;

import { z } from 'zod';

/** Bar lengths, shortest first. */
export const TIMEFRAMES = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'] as const;

export const timeframeSchema = z.enum(TIMEFRAMES);
export type Timeframe = (typeof TIMEFRAMES)[number];

const MINUTE_MS = 60_000;

const LENGTH_MS: Readonly<Record<Timeframe, number>> = {
  '1m': MINUTE_MS,
  '5m': 5 * MINUTE_MS,
  '15m': 15 * MINUTE_MS,
  '30m': 30 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '4h': 240 * MINUTE_MS,
  '1d': 1_440 * MINUTE_MS,
  '1w': 10_080 * MINUTE_MS,
};

/** Length of one bar in milliseconds. */
export const timeframeMs = (timeframe: Timeframe): number => LENGTH_MS[timeframe];

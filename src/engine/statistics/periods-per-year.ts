import { type Timeframe, timeframeMs } from '../../contract/timeframe';

const DAY_MS = 86_400_000;
const YEAR_MS = 365.25 * DAY_MS;
/** Ranges shorter than this say too little about how often a market trades. */
const MEASURABLE_MS = 90 * DAY_MS;
const TRADING_DAYS = 252;
/** Daily counts in this range are those of an exchange; the rest is holidays at the range's ends. */
const EXCHANGE_DAYS = { from: 242, to: 262 };

/**
 * Bars a year where too few were seen to count them: 52 weeks; 252 days; intraday the bars of 252 days of 24 hours, as
 * currencies trade.
 */
const PERIODS_PER_YEAR: Readonly<Record<Timeframe, number>> = {
  '1m': TRADING_DAYS * 1_440,
  '5m': TRADING_DAYS * 288,
  '15m': TRADING_DAYS * 96,
  '30m': TRADING_DAYS * 48,
  '1h': TRADING_DAYS * 24,
  '4h': TRADING_DAYS * 6,
  '1d': TRADING_DAYS,
  '1w': 52,
};

/** Length in years of 365.25 days from the start of the first bar to the end of the last. */
export const yearsOf = (firstBarStart: number, lastBarStart: number, timeframe: Timeframe): number =>
  (lastBarStart + timeframeMs(timeframe) - firstBarStart) / YEAR_MS;

/**
 * How many bars a year has, for annualising: bars ÷ years of the range when it is at least 90 days long, where daily
 * bars near 252 count as 252; below 90 days a fixed number per timeframe.
 */
export function periodsPerYear(bars: number, years: number, timeframe: Timeframe): number {
  if (years * YEAR_MS < MEASURABLE_MS) return PERIODS_PER_YEAR[timeframe];
  const measured = bars / years;
  const isExchange = timeframe === '1d' && measured >= EXCHANGE_DAYS.from && measured <= EXCHANGE_DAYS.to;
  return isExchange ? TRADING_DAYS : measured;
}

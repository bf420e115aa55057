import { describe, expect, it } from 'vitest';
import type { Bars } from '../../../src/engine/bars';
import { adx } from '../../../src/engine/indicators/adx';
import { atr } from '../../../src/engine/indicators/atr';
import { bollinger } from '../../../src/engine/indicators/bollinger';
import { ema } from '../../../src/engine/indicators/ema';
import { macd } from '../../../src/engine/indicators/macd';
import { priceColumn } from '../../../src/engine/indicators/price-source';
import { roc } from '../../../src/engine/indicators/roc';
import { rsi } from '../../../src/engine/indicators/rsi';
import { sma } from '../../../src/engine/indicators/sma';
import { stochastic } from '../../../src/engine/indicators/stochastic';

const column = (...values: number[]): Float64Array => Float64Array.from(values);
const nan = Number.NaN;

function bars(rows: readonly (readonly [high: number, low: number, close: number])[]): Bars {
  return {
    time: Float64Array.from(rows, (_, i) => i),
    open: Float64Array.from(rows, ([, low]) => low),
    high: Float64Array.from(rows, ([high]) => high),
    low: Float64Array.from(rows, ([, low]) => low),
    close: Float64Array.from(rows, ([, , close]) => close),
    volume: new Float64Array(rows.length),
  };
}

const near = (values: Float64Array, ...expected: number[]): void => {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    if (Number.isNaN(value)) expect(values[i], `value ${i}`).toBeNaN();
    else expect(values[i], `value ${i}`).toBeCloseTo(value, 12);
  }
};

describe('moving averages', () => {
  it('averages a window', () => {
    near(sma(column(1, 2, 6, 10), 2), nan, 1.5, 4, 8);
    near(sma(column(7), 1), 7);
    expect(sma(column(), 3)).toHaveLength(0);
  });

  it('starts the exponential average at the first value', () => {
    // Weight 2 / (3 + 1) = 1/2: 2, 3, 4.5, 2.25; the first two are warm-up.
    near(ema(column(2, 4, 6, 0), 3), nan, nan, 4.5, 2.25);
  });

  it('takes MACD from averages that all start at the first bar', () => {
    // Fast weight 1, slow weight 1/2: slow 1, 2, 4, 6; line 0, 1, 2, 2; signal weight 2/3: 0, 2/3, 14/9, 50/27.
    const result = macd(column(1, 3, 6, 8), 1, 3, 2);
    near(result.line, nan, nan, 2, 2);
    near(result.signal, nan, nan, nan, 50 / 27);
    near(result.histogram, nan, nan, nan, 4 / 27);
  });
});

describe('rsi', () => {
  it('starts with plain means of gains and losses and goes on with Wilder smoothing', () => {
    // Changes +2 −1 +1: G = 1, L = 1/3 → 75; then −3: G = 2/3, L = (2/3 + 3) / 3 = 11/9 → 100 · 6 / 17.
    near(rsi(column(10, 12, 11, 12, 9), 3), nan, nan, nan, 75, 600 / 17);
  });

  it('is 50 while flat, 100 without a loss and 0 without a gain', () => {
    near(rsi(column(5, 5, 5, 6, 5), 2), nan, nan, 50, 100, 100 / 3);
    near(rsi(column(3, 2, 1), 2), nan, nan, 0);
  });

  it('skips a missing value', () => {
    near(rsi(column(10, 12, nan, 11, 12), 3), nan, nan, nan, nan, 75);
  });
});

describe('ranges', () => {
  it('averages true ranges plainly, the first being high − low', () => {
    // True ranges 2, max(3, |13 − 9|, |10 − 9|) = 4, max(1, |7 − 12|, |6 − 12|) = 6.
    near(
      atr(
        bars([
          [10, 8, 9],
          [13, 10, 12],
          [7, 6, 7],
        ]),
        2,
      ),
      nan,
      3,
      5,
    );
  });

  it('takes the sample standard deviation for Bollinger bands', () => {
    // 2, 4, 9: mean 5, deviations −3 −1 4, variance 26 / 2 = 13.
    const bands = bollinger(column(2, 4, 9), 3, 2);
    near(bands.middle, nan, nan, 5);
    near(bands.upper, nan, nan, 5 + 2 * Math.sqrt(13));
    near(bands.lower, nan, nan, 5 - 2 * Math.sqrt(13));
  });

  it('places the close in the range of the last bars, 50 without a range', () => {
    const series = bars([
      [10, 10, 10],
      [10, 10, 10],
      [14, 10, 13],
      [14, 12, 12],
    ]);
    // Raw: –, 50, 75, 50; smoothed over two.
    const { k, d } = stochastic(series, 2, 2, 2);
    near(k, nan, nan, 62.5, 62.5);
    near(d, nan, nan, nan, 62.5);
  });
});

describe('adx', () => {
  it('follows the definition through a turn', () => {
    const series = bars([
      [10, 8, 9],
      [12, 9, 11],
      [13, 10, 12],
      [11, 7, 8],
    ]);
    // Bar 1: +DM 2, TR 3. Bar 2: +DM 1, TR 3. DI over 2: 100 · 3/6 and 0; DX 100.
    // Bar 3: −DM 3, TR 5. Sums 3/2, 3, 6/2 + 5 = 8: DI 18.75 and 37.5; DX 100 · 18.75 / 56.25; ADX its mean with 100.
    const result = adx(series, 2);
    near(result.plusDi, nan, nan, 50, 18.75);
    near(result.minusDi, nan, nan, 0, 37.5);
    near(result.adx, nan, nan, nan, (100 + 100 / 3) / 2);
  });

  it('is 0 in a market that does not move', () => {
    const result = adx(bars(Array.from({ length: 6 }, () => [5, 5, 5] as const)), 2);
    near(result.adx, nan, nan, nan, 0, 0, 0);
    near(result.plusDi, nan, nan, 0, 0, 0, 0);
  });
});

describe('roc', () => {
  it('is the change in percent of the earlier value, nothing where that is 0', () => {
    near(roc(column(4, 0, 5, 3), 2), nan, nan, 25, nan);
  });
});

describe('price sources', () => {
  it('averages the prices a source names', () => {
    const series = { ...bars([[12, 6, 9]]), open: column(5) };
    expect(priceColumn(series, 'hl2')).toEqual(column(9));
    expect(priceColumn(series, 'hlc3')).toEqual(column(9));
    expect(priceColumn(series, 'ohlc4')).toEqual(column(8));
    expect(priceColumn(series, 'open')).toBe(series.open);
  });
});

import { describe, expect, it } from 'vitest';
import { guessSymbol, guessTimeframe } from '../../../src/renderer/start/guess-import';

describe('guessSymbol', () => {
  it.each([
    ['eurusd_h1.csv', 'EURUSD'],
    ['goog_d1.csv', 'GOOG'],
    ['^GSPC.csv', '^GSPC'],
    ['btcusd perp m1.csv', 'BTCUSD'],
    ['daily.csv', ''],
    ['preise für uns.csv', 'PREISE'],
    ['.hidden.csv', ''],
  ])('reads %s as %s', (name, symbol) => expect(guessSymbol(name)).toBe(symbol));
});

describe('guessTimeframe', () => {
  it.each([
    ['eurusd_h1.csv', '1h'],
    ['ada_btc_m5.csv', '5m'],
    ['spx_1d.csv', '1d'],
    ['sp500-daily.csv', '1d'],
    ['x-M15.CSV', '15m'],
  ])('reads %s as %s', (name, timeframe) => expect(guessTimeframe(name, [])).toBe(timeframe));

  it('measures the first lines when the name says nothing, over gaps such as weekends', () => {
    const days = ['date,open', '2004-08-19,1', '2004-08-20,1', '2004-08-23,1'];
    expect(guessTimeframe('goog.csv', days)).toBe('1d');
    expect(guessTimeframe('x.csv', ['', '2017-04-19 09:00:00,1', '2017-04-19 10:00:00,1'])).toBe('1h');
    expect(guessTimeframe('x.csv', ['t', '"1640991660",1', '"1640991720",1'])).toBe('1m');
    expect(guessTimeframe('x.csv', ['t', '1640991660000;1', '1640991960000;1'])).toBe('5m');
  });

  it('says nothing when it cannot tell', () => {
    expect(guessTimeframe('x.csv', [])).toBeNull();
    expect(guessTimeframe('x.csv', ['time', 'tomorrow,1', 'never,2'])).toBeNull();
    expect(guessTimeframe('x.csv', ['t', '2020-01-01,1', '2020-01-08T12:00:00Z,1'])).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { barRangeOf } from '../../src/contract/bar-range';

describe('the bars between two dates', () => {
  it('include the whole last day', () => {
    expect(barRangeOf('2020-01-01', '2020-01-31')).toEqual({
      from: Date.UTC(2020, 0, 1),
      before: Date.UTC(2020, 1, 1),
    });
  });

  it('end with the bar that starts at the given moment', () => {
    expect(barRangeOf(null, '2020-01-31T12:00:00Z')).toEqual({ from: null, before: Date.UTC(2020, 0, 31, 12) + 1 });
  });

  it('read a moment without a zone as UTC and honour one that is given', () => {
    expect(barRangeOf('2020-01-31 12:00', null).from).toBe(Date.UTC(2020, 0, 31, 12));
    expect(barRangeOf('2020-01-31T12:00+02:00', null).from).toBe(Date.UTC(2020, 0, 31, 10));
  });

  it('are open where no date is given', () => {
    expect(barRangeOf(null, null)).toEqual({ from: null, before: null });
  });

  it('refuse an end before the start and a day that does not exist', () => {
    expect(() => barRangeOf('2020-02-01', '2020-01-01')).toThrow('lies before the start');
    expect(() => barRangeOf('2021-02-30', null)).toThrow('is not a date');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OPERATION_STATUSES } from '../../../src/contract/operation-status';
import { OPERATION_TYPES } from '../../../src/contract/operation-type';
import { filterText, parseFilterText } from '../../../src/renderer/filter/filter-text';
import { isNoFilter, NO_FILTER, operationFilterOf } from '../../../src/renderer/filter/list-filter';

const now = new Date(2026, 10, 23, 18, 30).getTime();
const parse = (text: string) => parseFilterText(text, now);

describe('parseFilterText', () => {
  it('reads conditions and words', () => {
    const { filter, problems } = parse('type:training status:failed sp500 pull');
    expect(problems).toEqual([]);
    expect(filter).toEqual({ ...NO_FILTER, types: ['training'], statuses: ['failed'], text: 'sp500 pull' });
  });

  it('takes alternatives, short names and any case', () => {
    const { filter } = parse('Type:Backtest,import STATUS:queued,failed');
    expect(filter.types).toEqual(['backtesting', 'data_load']);
    expect(filter.statuses).toEqual(['pending', 'resuming', 'failed']);
  });

  it('reads days as the days of the person', () => {
    const { filter } = parse('from:2026-11-01 to:today');
    expect(filter).toMatchObject({ fromDay: '2026-11-01', toDay: 'today' });
    expect(operationFilterOf(filter, now)).toMatchObject({
      createdFrom: new Date(2026, 10, 1).toISOString(),
      createdBefore: new Date(2026, 10, 24).toISOString(),
    });
    expect(parse('on:yesterday').filter).toMatchObject({ fromDay: 'yesterday', toDay: 'yesterday' });
  });

  it('keeps phrases and symbols with odd characters', () => {
    expect(parse('"two words" more').filter.text).toBe('two words more');
    expect(parse('symbol:^GSPC').filter.symbol).toBe('^GSPC');
    expect(parse('X:EURUSD').filter).toEqual({ ...NO_FILTER, text: 'X:EURUSD' });
    expect(parse('op_training_20261123_101500_1a2b3c4d').filter.text).toBe('op_training_20261123_101500_1a2b3c4d');
  });

  it('says what it did not understand and leaves that out', () => {
    expect(parse('stauts:failed')).toEqual({
      filter: NO_FILTER,
      problems: ['There is no “stauts:”. Did you mean “status:”?'],
    });
    expect(parse('status:faild').problems).toEqual(['There is no status “faild”. Did you mean “failed”?']);
    expect(parse('from:2026-02-30').problems[0]).toContain('“2026-02-30” is no day');
  });

  it('does not complain about a condition that is still being typed', () => {
    expect(parse('status:')).toEqual({ filter: NO_FILTER, problems: [] });
    expect(parse('"open phrase').filter.text).toBe('open phrase');
  });

  it('reads nothing from nothing', () => expect(isNoFilter(parse('   ').filter)).toBe(true));
});

describe('filterText', () => {
  it('writes the short words a person would', () => {
    const text = filterText({
      ...NO_FILTER,
      types: ['training'],
      statuses: ['pending', 'resuming', 'running'],
      fromDay: 'today',
      toDay: 'today',
      text: 'pullback',
    });
    expect(text).toBe('type:training status:queued,running on:today pullback');
  });

  it('is read back as what was written', () => {
    const day = fc.constantFrom(null, 'today', 'yesterday', '2026-11-01', '2024-02-29');
    const word = fc.stringMatching(/^[a-z0-9_.:]{1,8}$/);
    fc.assert(
      fc.property(
        fc.record({
          statuses: fc.uniqueArray(fc.constantFrom(...OPERATION_STATUSES)),
          types: fc.uniqueArray(fc.constantFrom(...OPERATION_TYPES)),
          symbol: fc.constantFrom(null, 'SPX', '^GSPC', 'X:EURUSD', 'BRK/B'),
          fromDay: day,
          toDay: day,
          text: fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
        }),
        (filter) => {
          const read = parse(filterText(filter));
          expect(read.problems).toEqual([]);
          expect({ ...read.filter, statuses: [...read.filter.statuses].sort() }).toEqual({
            ...filter,
            statuses: [...filter.statuses].sort(),
          });
        },
      ),
    );
  });
});

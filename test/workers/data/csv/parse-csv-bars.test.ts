import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FailureError } from '../../../../src/contract/failure';
import { barCount } from '../../../../src/engine/bars';
import { JobCancelled } from '../../../../src/engine/job-control';
import { type ParsedCsv, parseCsvBars } from '../../../../src/workers/data/csv/parse-csv-bars';
import { fakeJobControl } from '../../../fakes/job-control';
import { csvOf, sharedBytes, walkingBars } from '../bar-samples';

const parse = (content: string | Uint8Array): ParsedCsv =>
  parseCsvBars(sharedBytes(content), 'prices.csv', fakeJobControl().token, () => {});

function messageOf(content: string | Uint8Array): string {
  try {
    parse(content);
  } catch (thrown) {
    if (thrown instanceof FailureError && thrown.failure.code === 'bad_csv') return thrown.failure.message;
    throw thrown;
  }
  throw new Error('the file was accepted');
}

const HEADER = 'date,open,high,low,close,volume';
const ROW_1 = '2020-01-01,10,12,9,11,100';
const ROW_2 = '2020-01-02,11,13,10,12,200';

const expectTwoRows = ({ bars }: ParsedCsv): void => {
  expect([...bars.time]).toEqual([Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2)]);
  expect([...bars.open]).toEqual([10, 11]);
  expect([...bars.high]).toEqual([12, 13]);
  expect([...bars.low]).toEqual([9, 10]);
  expect([...bars.close]).toEqual([11, 12]);
  expect([...bars.volume]).toEqual([100, 200]);
};

describe('what is accepted', () => {
  const rows = `${ROW_1}\n${ROW_2}\n`;
  test.each([
    ['a plain file', `${HEADER}\n${rows}`],
    ['no line end after the last row', `${HEADER}\n${ROW_1}\n${ROW_2}`],
    ['Windows line ends', `${HEADER}\n${rows}`.replaceAll('\n', '\r\n')],
    ['old Mac line ends', `${HEADER}\n${rows}`.replaceAll('\n', '\r')],
    ['a byte order mark', `\ufeff${HEADER}\n${rows}`],
    ['blank lines at the end and between', `${HEADER}\n${ROW_1}\n\n  \n${ROW_2}\n\n\r\n   \n`],
    ['a header in capitals with spaces', `Date , OPEN,High,Low, Close ,Volume\n${rows}`],
    ['a blank first name for the time', `${HEADER.replace('date', '')}\n${rows}`],
    ['the name timestamp', `${HEADER.replace('date', 'Timestamp')}\n${rows}`],
    ['the name datetime', `${HEADER.replace('date', 'datetime')}\n${rows}`],
    ['the name time', `${HEADER.replace('date', 'time')}\n${rows}`],
    ['semicolons', `${HEADER}\n${rows}`.replaceAll(',', ';')],
    ['tabs', `${HEADER}\n${rows}`.replaceAll(',', '\t')],
    ['quotes around everything', `${HEADER}\n${rows}`.replaceAll(/[^,\n]+/g, '"$&"')],
    ['spaces around values', `${HEADER}\n${rows}`.replaceAll(',', ' , ')],
    ['a separator at the end of rows', `${HEADER}\n${ROW_1},\n${ROW_2},,\n`],
    ['another order', 'volume,close,low,high,open,date\n100,11,9,12,10,2020-01-01\n200,12,10,13,11,2020-01-02\n'],
  ])('%s', (_name, text) => {
    expectTwoRows(parse(text));
  });

  test('other columns are left out and named, also when their text has separators, quotes and line breaks', () => {
    const parsed = parse(
      'note,date,open,high,low,,close,volume,é\n' +
        '"a, ""b""\nc",2020-01-01,10,12,9,x,11,100,ü\n,2020-01-02,11,13,10,,12,200,\n',
    );
    expectTwoRows(parsed);
    expect(parsed.ignoredColumns).toEqual(['note', 'column 6', 'é']);
  });

  test('of several time columns the most exact name is read', () => {
    const parsed = parse('date,timestamp,open,high,low,close,volume\nx,1577836800,10,12,9,11,100\n');
    expect(parsed.bars.time[0]).toBe(Date.UTC(2020, 0, 1));
    expect(parsed.ignoredColumns).toEqual(['date']);
  });

  test('bars written as text read back to the last bit, whatever the line ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.nat(),
        fc.constantFrom('\n', '\r\n', '\r'),
        (count, seed, end) => {
          const bars = walkingBars(count, '1m', 0, seed);
          expect(parse(csvOf(bars).replaceAll('\n', end)).bars).toEqual(bars);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('the columns lie in shared memory', () => {
    expect(parse(`${HEADER}\n${ROW_1}`).bars.close.buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});

const expected = 'Expected a first line such as date,open,high,low,close,volume (any case, any order).';
const timeExpected =
  'Expected an ISO date such as 2020-01-31 or 2020-01-31T09:30:00Z (without a zone it is UTC), or seconds or milliseconds since 1970';
const oneRow = (row: string): string => `${HEADER}\n${ROW_1}\n${row}\n`;
const oneFault = (fault: string): string => `prices.csv was not imported: 1 of its 2 rows is wrong.\nLine 3${fault}.`;

describe('what is refused, and what it says', () => {
  test.each([
    ['an empty file', '', `prices.csv is empty. ${expected}`],
    ['only blank lines', '\n  \n\n', `prices.csv is empty. ${expected}`],
    ['only a header', `${HEADER}\n`, 'prices.csv has a header but no rows. Expected one line per bar.'],
    [
      'a missing column',
      'date,open,high,low,close\n',
      `Line 1 of prices.csv lacks the column volume (it has date, open, high, low, close). ${expected}`,
    ],
    [
      'no header',
      `${ROW_1}\n`,
      'Line 1 of prices.csv names no time column (2020-01-01, 10, 12, 9, 11, 100). Name it timestamp, datetime, date or time.',
    ],
    [
      'a column named twice',
      `${HEADER},Close\n`,
      'Line 1 of prices.csv names the column close twice. Remove or rename one of them.',
    ],
    [
      'date and time apart',
      'date,time,open,high,low,close,volume\n',
      'Line 1 of prices.csv names both a date and a time column. Join them into one column named datetime.',
    ],
    [
      'a workbook',
      'PK\u0003\u0004rest',
      'prices.csv is a zip archive or an Excel workbook. Export it as CSV and import that.',
    ],
    ['a Parquet file', 'PAR1rest', 'prices.csv is a Parquet file. Export it as CSV and import that.'],
    ['binary', 'date\u0000open', 'prices.csv is not a text file. Expected comma-separated values in UTF-8.'],
    [
      'not a number',
      oneRow('2020-01-02,11,abc,10,12,200'),
      oneFault(', column high: "abc" is not a number. Expected a number such as 1234.56'),
    ],
    [
      'a missing value',
      oneRow('2020-01-02,11,13,10,,200'),
      oneFault(', column close: the value is missing. Expected a number such as 1234.56'),
    ],
    [
      'NaN',
      oneRow('2020-01-02,11,13,10,NaN,200'),
      oneFault(', column close: "NaN" is not a number. Expected a number such as 1234.56'),
    ],
    [
      'infinity',
      oneRow('2020-01-02,11,1e999,10,12,200'),
      oneFault(', column high: "1e999" is not a number. Expected a number such as 1234.56'),
    ],
    [
      'a strange date',
      oneRow('01/02/2020,11,13,10,12,200'),
      oneFault(`, column date: "01/02/2020" is not a time. ${timeExpected}`),
    ],
    ['a missing date', oneRow(',11,13,10,12,200'), oneFault(`, column date: the value is missing. ${timeExpected}`)],
    ['too few fields', oneRow('2020-01-02,11,13,10'), oneFault(' has 4 fields where the header names 6')],
    ['a decimal comma', oneRow('2020-01-02,11,13,10,12,5,200'), oneFault(' has 7 fields where the header names 6')],
    ['a price of zero', oneRow('2020-01-02,0,13,0,12,200'), oneFault(': open 0 is not above zero')],
    ['a negative price', oneRow('2020-01-02,11,13,-10,12,200'), oneFault(': low -10 is not above zero')],
    ['high below low', oneRow('2020-01-02,11,9,10,12,200'), oneFault(': high 9 is below low 10')],
    ['high below close', oneRow('2020-01-02,11,11.5,10,12,200'), oneFault(': high 11.5 is below close 12')],
    ['low above open', oneRow('2020-01-02,9,13,10,12,200'), oneFault(': low 10 is above open 9')],
    ['a negative volume', oneRow('2020-01-02,11,13,10,12,-1'), oneFault(': volume -1 is negative')],
    [
      'the same time twice',
      oneRow(ROW_1),
      oneFault(', column date: 2020-01-01T00:00:00.000Z is the same time as the row above'),
    ],
    ['an open quote', oneRow('"2020-01-02,11,13,10,12,200'), oneFault(': a quotation mark is opened and never closed')],
  ])('%s', (_name, text, message) => {
    expect(messageOf(text)).toBe(message);
  });

  test('UTF-16, gzip and a header that is not UTF-8', () => {
    expect(messageOf(Uint8Array.of(0xff, 0xfe, 0x64, 0))).toBe(
      'prices.csv is UTF-16 text. Save it as UTF-8 and import that.',
    );
    expect(messageOf(Uint8Array.of(0x1f, 0x8b, 8, 0))).toMatch('prices.csv is compressed with gzip.');
    expect(messageOf(Uint8Array.of(0x64, 0xe9, 0x2c, 0x0a))).toBe(
      'prices.csv is not UTF-8 text. Save it as UTF-8 and import that.',
    );
  });

  test('a file sorted newest first is recognised', () => {
    expect(messageOf(`${HEADER}\n${ROW_2}\n${ROW_1}\n`)).toBe(
      [
        'prices.csv was not imported: 1 of its 2 rows is wrong.',
        'Line 3, column date: 2020-01-01T00:00:00.000Z is earlier than the row above (2020-01-02T00:00:00.000Z).',
        'The rows run from the newest to the oldest: sort them oldest first.',
      ].join('\n'),
    );
  });

  test('the first five of many wrong rows are told, the rest is counted', () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => `${1_577_836_800 + index * 60},1,1,1,1,x${index}`);
    const lines = messageOf(`${HEADER}\n${rows.join('\n')}`).split('\n');
    expect(lines).toHaveLength(7);
    expect(lines[0]).toBe('prices.csv was not imported: 1,500 of its 1,500 rows are wrong.');
    expect(lines[5]).toMatch('Line 6, column volume: "x4" is not a number.');
    expect(lines[6]).toBe('And 1,495 more.');
  });

  test('lines are those of the file, also after blank lines and line breaks in quotes', () => {
    const text = `note,${HEADER}\n\n"two\r\nlines",${ROW_1}\n\nx,${ROW_2.replace('200', 'many')}\n`;
    expect(messageOf(text)).toMatch('Line 6, column volume: "many"');
  });

  test('a long value is cut', () => {
    expect(messageOf(oneRow(`2020-01-02,11,13,10,12,${'z'.repeat(200)}`))).toMatch(
      `"${'z'.repeat(40)}…" is not a number`,
    );
  });
});

test('no text whatever makes it fail in another way than with a clear message', () => {
  const pieces = fc.constantFrom(
    ',',
    ';',
    '"',
    '\n',
    '\r',
    ' ',
    '1',
    '-',
    '.',
    'e',
    '2020-01-01',
    'x',
    'é',
    HEADER,
    ROW_1,
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), fc.boolean(), (list, withHeader) => {
      const text = (withHeader ? `${HEADER}\n` : '') + list.join('');
      try {
        expect(barCount(parse(text).bars)).toBeGreaterThan(0);
      } catch (thrown) {
        if (!(thrown instanceof FailureError)) throw thrown;
        expect(thrown.failure.code).toBe('bad_csv');
      }
    }),
    { numRuns: 500 },
  );
});

test('the token is looked at and progress told at least every 1,024 rows', () => {
  const text = sharedBytes(csvOf(walkingBars(5_000)));
  const seen: number[] = [];
  const control = fakeJobControl();
  parseCsvBars(text, 'prices.csv', control.token, (rows) => seen.push(rows));
  expect(seen).toEqual([1_024, 2_048, 3_072, 4_096, 5_000]);
  expect(control.looks()).toBeGreaterThanOrEqual(4);
  for (let look = 1; look <= control.looks(); look += 1) {
    expect(() =>
      parseCsvBars(text, 'prices.csv', fakeJobControl({ cancelWhen: (one) => one.looks() === look }).token, () => {}),
    ).toThrow(JobCancelled);
  }
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseTime, timeFormatOf } from '../../../../src/workers/data/csv/csv-time';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function parse(text: string): { format: string | null; time: number } {
  const bytes = bytesOf(text);
  const format = timeFormatOf(bytes, 0, bytes.length);
  return { format, time: format === null ? Number.NaN : parseTime(bytes, 0, bytes.length, format) };
}

test.each([
  ['2020-01-31', 'iso', '2020-01-31T00:00:00.000Z'],
  ['2017-04-19 09:00:00', 'iso', '2017-04-19T09:00:00.000Z'],
  ['2017-04-19T09:00', 'iso', '2017-04-19T09:00:00.000Z'],
  ['2017-04-19T09:00:30.5Z', 'iso', '2017-04-19T09:00:30.500Z'],
  ['2017-04-19T09:00:30.123456789Z', 'iso', '2017-04-19T09:00:30.123Z'],
  ['2017-04-19 09:00:00+02:00', 'iso', '2017-04-19T07:00:00.000Z'],
  ['2017-04-19T09:00:00-0530', 'iso', '2017-04-19T14:30:00.000Z'],
  ['2017-04-19T09:00:00+01', 'iso', '2017-04-19T08:00:00.000Z'],
  ['2000-02-29', 'iso', '2000-02-29T00:00:00.000Z'],
  ['1928-01-03', 'iso', '1928-01-03T00:00:00.000Z'],
  ['20200131', 'compact_date', '2020-01-31T00:00:00.000Z'],
  ['1580428800', 'epoch_seconds', '2020-01-31T00:00:00.000Z'],
  ['1580428800.25', 'epoch_seconds', '2020-01-31T00:00:00.250Z'],
  ['-86400', 'epoch_seconds', '1969-12-31T00:00:00.000Z'],
  ['1580428800000', 'epoch_milliseconds', '2020-01-31T00:00:00.000Z'],
  ['1.5804288e12', 'epoch_milliseconds', '2020-01-31T00:00:00.000Z'],
])('%s is a time (%s)', (text, format, moment) => {
  const parsed = parse(text);
  expect(parsed.format).toBe(format);
  expect(new Date(parsed.time).toISOString()).toBe(moment);
});

test.each([
  '',
  'abc',
  '2020-02-30',
  '2019-02-29',
  '1900-02-29',
  '2020-13-01',
  '2020-00-10',
  '2020-01-01T24:00',
  '2020-01-01T12:60',
  '2020-01-01T12:00:60',
  '2020-01-01T12',
  '2020-01-01T12:00:',
  '2020-01-01T12:00:00.',
  '2020-01-01T12:00:00+1',
  '2020-01-01T12:00:00 Z',
  '2020-01-01x12:00',
  '01/31/2020',
  '31.01.2020',
  '2020/01/31',
  '1580428800000000',
])('"%s" is not a time', (text) => {
  expect(parse(text).time).toBeNaN();
});

test('every moment of four-digit years reads back from its ISO form', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), (date) => {
      expect(parse(date.toISOString()).time).toBe(date.getTime());
    }),
  );
});

test('the format a file begins with holds for all of it', () => {
  const milliseconds = bytesOf('1580428800000');
  expect(parseTime(milliseconds, 0, milliseconds.length, 'epoch_seconds')).toBeNaN();
  const date = bytesOf('2020-01-31');
  expect(parseTime(date, 0, date.length, 'epoch_seconds')).toBeNaN();
  expect(parseTime(date, 0, date.length, 'compact_date')).toBeNaN();
});

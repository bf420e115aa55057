import { FailureError, failure } from './failure';
import type { BarRange } from './worker-protocol';

const DAY_MS = 86_400_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Milliseconds since the epoch of a date or moment; without a zone it is UTC. Throws `bad_arguments`. */
export function momentOf(text: string, what: string): number {
  const zoned = DATE_ONLY.test(text) || /(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`;
  const milliseconds = Date.parse(zoned.replace(' ', 'T'));
  // Date.parse takes 2019-02-31 for 3 March: a day that does not exist has to be caught by writing it again.
  const day = Date.parse(text.slice(0, 10));
  const exists = !Number.isNaN(day) && new Date(day).toISOString().startsWith(text.slice(0, 10));
  if (Number.isNaN(milliseconds) || !exists) {
    throw new FailureError(
      failure('bad_arguments', `The ${what} "${text}" is not a date. Expected one such as 2019-12-31.`),
    );
  }
  return milliseconds;
}

/**
 * The bars a person means by a start and an end, both inclusive: a date as end takes that whole day in, a moment as
 * end takes the bar in that starts at it. Throws `bad_arguments`
 * for what is no date, `empty_range` when the end lies before the start.
 */
export function barRangeOf(startDate: string | null, endDate: string | null): BarRange {
  const from = startDate === null ? null : momentOf(startDate, 'start');
  const end = endDate === null ? null : momentOf(endDate, 'end');
  const before = end === null || endDate === null ? null : end + (DATE_ONLY.test(endDate) ? DAY_MS : 1);
  if (from !== null && before !== null && before <= from) {
    throw new FailureError(
      failure('empty_range', `The end ${endDate} lies before the start ${startDate}. Give an end that is later.`),
    );
  }
  return { from, before };
}

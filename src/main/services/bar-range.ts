import { FailureError, failure } from '../../contract/failure';
import type { BarRange } from '../../contract/worker-protocol';

const DAY_MS = 86_400_000;

/**
 * The bars between two dates as a person means them: both included, a plain end date up to the end of that
 * day (UTC). Null leaves that side open.
 * @throws FailureError `bad_arguments` for what is not a date, `empty_range` when the end lies before the start.
 */
export function barRangeOf(startDate: string | null, endDate: string | null): BarRange {
  const from = startDate === null ? null : momentOf(startDate, 'start').at;
  const end = endDate === null ? null : momentOf(endDate, 'end');
  const before = end === null ? null : end.wholeDay ? end.at + DAY_MS : end.at + 1;
  if (from !== null && before !== null && before <= from) {
    throw new FailureError(
      failure('empty_range', `The end ${endDate} lies before the start ${startDate}. Give an end that is later.`),
    );
  }
  return { from, before };
}

function momentOf(text: string, which: string): { at: number; wholeDay: boolean } {
  const wholeDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/.test(text);
  const at = wholeDay ? Date.parse(text) : Date.parse(`${text.replace(' ', 'T')}${hasZone ? '' : 'Z'}`);
  if (Number.isNaN(at) || (wholeDay && new Date(at).toISOString().slice(0, 10) !== text)) {
    throw new FailureError(
      failure('bad_arguments', `The ${which} date "${text}" is not a date; one such as 2019-12-31 was expected.`),
    );
  }
  return { at, wholeDay };
}

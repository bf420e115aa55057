import { editDistance, nearestName } from '../../contract/nearest-name';
import type { OperationStatus } from '../../contract/operation-status';
import type { OperationType } from '../../contract/operation-type';
import { FILTER_KEYS, type FilterKey, STATUS_WORDS, TYPE_WORDS } from './filter-words';
import { dayStart, type ListFilter } from './list-filter';

export interface ParsedFilter {
  readonly filter: ListFilter;
  /** What could not be understood, in words; such a condition is left out. */
  readonly problems: readonly string[];
}

interface Draft {
  statuses: OperationStatus[];
  types: OperationType[];
  symbol: string | null;
  fromDay: string | null;
  toDay: string | null;
  words: string[];
  problems: string[];
}

/** A condition (`key:value`, the value perhaps in quotes), a phrase in quotes, or a word. */
const TOKEN = /([A-Za-z]+):("[^"]*"?|\S*)|"([^"]*)"?|(\S+)/g;

const isKey = (key: string): key is FilterKey => (FILTER_KEYS as readonly string[]).includes(key);

/**
 * Reads what a person typed into the search field:
 * `type:training status:failed,cancelled symbol:SPX from:2026-11-01 to:today some words`.
 * Values of one key are alternatives, different keys hold together, everything else is text to look for.
 */
export function parseFilterText(typed: string, now: number): ParsedFilter {
  const draft: Draft = { statuses: [], types: [], symbol: null, fromDay: null, toDay: null, words: [], problems: [] };
  for (const [whole, key, value, phrase, word] of typed.matchAll(TOKEN)) {
    if (key === undefined) {
      const text = (phrase ?? word ?? '').trim();
      if (text !== '') draft.words.push(text);
    } else if (isKey(key.toLowerCase())) {
      readCondition(key.toLowerCase() as FilterKey, (value ?? '').replaceAll('"', ''), draft, now);
    } else {
      const near = meantKey(key.toLowerCase());
      if (near === null) draft.words.push(whole);
      else draft.problems.push(`There is no “${key}:”. Did you mean “${near}:”?`);
    }
  }
  const { words, problems, ...conditions } = draft;
  return { filter: { ...conditions, text: words.join(' ') }, problems };
}

/** The key that was probably meant; `X:EURUSD` is a symbol to look for, not a mistyped key. */
const meantKey = (typed: string): FilterKey | null =>
  FILTER_KEYS.find(
    (key) => typed.length >= 3 && (key.startsWith(typed) || editDistance(typed, key) <= Math.floor(typed.length / 2.5)),
  ) ?? null;

function readCondition(key: FilterKey, value: string, draft: Draft, now: number): void {
  // Nothing typed behind the colon yet: not wrong, just not finished.
  if (value === '') return;
  switch (key) {
    case 'status':
      for (const word of alternatives(value)) {
        const statuses = STATUS_WORDS[word];
        if (statuses) draft.statuses.push(...statuses.filter((status) => !draft.statuses.includes(status)));
        else draft.problems.push(unknownWord('status', word, Object.keys(STATUS_WORDS)));
      }
      return;
    case 'type':
      for (const word of alternatives(value)) {
        const type = TYPE_WORDS[word];
        if (type === undefined) draft.problems.push(unknownWord('type', word, Object.keys(TYPE_WORDS)));
        else if (!draft.types.includes(type)) draft.types.push(type);
      }
      return;
    case 'symbol':
      draft.symbol = value;
      return;
    case 'on':
    case 'from':
    case 'to': {
      const day = value.toLowerCase();
      if (dayStart(day, now) === null) {
        draft.problems.push(`“${value}” is no day. Write one such as 2026-11-23, today or yesterday.`);
        return;
      }
      if (key !== 'to') draft.fromDay = day;
      if (key !== 'from') draft.toDay = day;
    }
  }
}

const alternatives = (value: string): string[] =>
  value
    .toLowerCase()
    .split(',')
    .filter((word) => word !== '');

function unknownWord(key: string, word: string, known: readonly string[]): string {
  const near = nearestName(word, known);
  return `There is no ${key} “${word}”.${near === null ? '' : ` Did you mean “${near}”?`}`;
}

const quoted = (value: string): string => (/\s/.test(value) ? `"${value}"` : value);

/** Writes a filter the way {@link parseFilterText} reads it. */
export function filterText(filter: ListFilter): string {
  const parts: string[] = [];
  if (filter.types.length > 0) parts.push(`type:${filter.types.join(',')}`);
  if (filter.statuses.length > 0) parts.push(`status:${statusWords(filter.statuses)}`);
  if (filter.symbol !== null) parts.push(`symbol:${quoted(filter.symbol)}`);
  if (filter.fromDay !== null && filter.fromDay === filter.toDay) parts.push(`on:${filter.fromDay}`);
  else {
    if (filter.fromDay !== null) parts.push(`from:${filter.fromDay}`);
    if (filter.toDay !== null) parts.push(`to:${filter.toDay}`);
  }
  // A word that looks like a condition is written as the phrase it is.
  if (filter.text !== '') parts.push(filter.text.replace(/(\S+:\S*)/g, '"$1"'));
  return parts.join(' ');
}

function statusWords(statuses: readonly OperationStatus[]): string {
  const queued = statuses.includes('pending') && statuses.includes('resuming');
  const words = statuses.map((status) =>
    queued && (status === 'pending' || status === 'resuming') ? 'queued' : status,
  );
  return [...new Set<string>(words)].join(',');
}

import type { OperationFilter } from '../../contract/operation-listing';
import type { OperationStatus } from '../../contract/operation-status';
import type { OperationType } from '../../contract/operation-type';
import { startOfDay } from '../format/moment';

/**
 * What the list is narrowed to, as the person thinks of it. Days are written `2026-11-23` or `today`, `yesterday`
 * and mean the person's own days; they are turned into moments only when the list is asked for.
 */
export interface ListFilter {
  readonly statuses: readonly OperationStatus[];
  readonly types: readonly OperationType[];
  readonly symbol: string | null;
  /** First and last day, both included. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly text: string;
}

export const NO_FILTER: ListFilter = { statuses: [], types: [], symbol: null, fromDay: null, toDay: null, text: '' };

export const isNoFilter = (filter: ListFilter): boolean =>
  filter.statuses.length === 0 &&
  filter.types.length === 0 &&
  filter.symbol === null &&
  filter.fromDay === null &&
  filter.toDay === null &&
  filter.text === '';

/** Midnight at the start of a written day in the person's zone, or null when it is no day. */
export function dayStart(day: string, now: number): Date | null {
  const today = startOfDay(new Date(now));
  if (day === 'today') return today;
  if (day === 'yesterday') return new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
  if (!match) return null;
  const date = new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return date.getMonth() === Number(match[2]) - 1 && date.getDate() === Number(match[3]) ? date : null;
}

const dayAfter = (date: Date): Date => new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1);

/** The same conditions as main understands them. */
export function operationFilterOf(filter: ListFilter, now: number): OperationFilter {
  const from = filter.fromDay === null ? null : dayStart(filter.fromDay, now);
  const to = filter.toDay === null ? null : dayStart(filter.toDay, now);
  return {
    statuses: [...filter.statuses],
    types: [...filter.types],
    symbol: filter.symbol,
    createdFrom: from === null ? null : from.toISOString(),
    createdBefore: to === null ? null : dayAfter(to).toISOString(),
    text: filter.text.slice(0, 200),
    children: isForParts(filter) ? 'with' : 'without',
  };
}

/**
 * Parts of an operation stand below it, not beside it, unless the person asks for a type, since parts are mostly asked for
 * by theirs, or names one by its id.
 */
const isForParts = ({ types, text }: ListFilter): boolean => types.length > 0 || /\bop_[a-z]/.test(text);

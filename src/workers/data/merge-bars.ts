import { type Bars, barCount, sliceBars } from '../../engine/bars';
import type { JobToken } from '../../engine/job-control';
import { BAR_COLUMNS, sharedBars } from './shared-bars';

const BARS_PER_LOOK = 65_536;

/**
 * Both series as one, oldest bar first; each has strictly increasing times. Where both have a bar of the same time,
 * the one of `newer` is taken. No bar of either is dropped otherwise, wherever it lies.
 */
export function mergeBars(older: Bars, newer: Bars, token: JobToken): Bars {
  const [olderCount, newerCount] = [barCount(older), barCount(newer)];
  const merged = sharedBars(olderCount + newerCount);
  let [fromOlder, fromNewer, count] = [0, 0, 0];
  while (fromOlder < olderCount || fromNewer < newerCount) {
    if (count % BARS_PER_LOOK === 0) token.throwIfCancelled();
    const olderTime = older.time[fromOlder] ?? Number.POSITIVE_INFINITY;
    const newerTime = newer.time[fromNewer] ?? Number.POSITIVE_INFINITY;
    const isNewer = newerTime <= olderTime;
    const source = isNewer ? newer : older;
    const index = isNewer ? fromNewer : fromOlder;
    for (const column of BAR_COLUMNS) merged[column][count] = source[column][index] as number;
    count += 1;
    if (newerTime <= olderTime) fromNewer += 1;
    if (olderTime <= newerTime) fromOlder += 1;
  }
  return sliceBars(merged, 0, count);
}

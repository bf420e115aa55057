/** Columns of one length with their times, as charts are given them. */
export type SeriesColumns = { readonly time: Float64Array; readonly total: number } & Readonly<
  Record<string, Float64Array | number>
>;

/** Index of the first time that is not before `moment`. */
function firstFrom(time: Float64Array, moment: number): number {
  let low = 0;
  let high = time.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((time[middle] ?? 0) < moment) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The coarse series with the stretch that the fine one covers taken from the fine one. */
export function mergeSeries<T extends SeriesColumns>(coarse: T, fine: T): T {
  const first = fine.time[0];
  const last = fine.time[fine.time.length - 1];
  if (first === undefined || last === undefined) return coarse;
  const before = firstFrom(coarse.time, first);
  const after = firstFrom(coarse.time, last + 1);
  const columns = Object.entries(coarse).map(([key, column]) => {
    const inner = fine[key];
    if (!(column instanceof Float64Array) || !(inner instanceof Float64Array)) return [key, column];
    const merged = new Float64Array(before + inner.length + (column.length - after));
    merged.set(column.subarray(0, before), 0);
    merged.set(inner, before);
    merged.set(column.subarray(after), before + inner.length);
    return [key, merged];
  });
  return Object.fromEntries(columns) as T;
}

/** How many points of the series lie between two moments. */
export const pointsBetween = (time: Float64Array, from: number, to: number): number =>
  firstFrom(time, to + 1) - firstFrom(time, from);

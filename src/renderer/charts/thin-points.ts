/** A point of a metric chart: its place on the x axis and one figure (or none) per series. */
export type ChartPoint = { readonly x: number } & Readonly<Record<string, number | null>>;

/**
 * At most about `limit` points, of each stretch the lowest and highest of every series, so that no spike is lost.
 * Order stays; short inputs come back as they are.
 */
export function thinPoints(
  points: readonly ChartPoint[],
  keys: readonly string[],
  limit: number,
): readonly ChartPoint[] {
  if (points.length <= limit || keys.length === 0) return points;
  const stretches = Math.max(1, Math.floor(limit / (2 * keys.length)));
  const size = points.length / stretches;
  const kept = new Set<number>([0, points.length - 1]);
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const from = Math.floor(stretch * size);
    const to = Math.min(points.length, Math.floor((stretch + 1) * size));
    for (const key of keys) {
      const [lowest, highest] = extremes(points, key, from, to);
      if (lowest !== null) kept.add(lowest);
      if (highest !== null) kept.add(highest);
    }
  }
  return [...kept].sort((a, b) => a - b).flatMap((index) => points[index] ?? []);
}

function extremes(
  points: readonly ChartPoint[],
  key: string,
  from: number,
  to: number,
): [lowest: number | null, highest: number | null] {
  let lowest: number | null = null;
  let highest: number | null = null;
  for (let index = from; index < to; index += 1) {
    const value = points[index]?.[key];
    if (value === null || value === undefined) continue;
    if (lowest === null || value < (points[lowest]?.[key] ?? Number.POSITIVE_INFINITY)) lowest = index;
    if (highest === null || value > (points[highest]?.[key] ?? Number.NEGATIVE_INFINITY)) highest = index;
  }
  return [lowest, highest];
}

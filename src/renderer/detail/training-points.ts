import type { MetricRow } from '../../contract/metrics';
import type { ChartPoint } from '../charts/thin-points';

/** The rows of one kind as points of a chart. Epochs are counted from 1 where people see them. */
export function epochPoints(
  rows: readonly MetricRow[],
  length: number,
  keys: Readonly<Record<string, string>>,
): ChartPoint[] {
  const points: ChartPoint[] = [];
  for (let index = 0; index < length; index += 1) {
    const row = rows[index];
    if (row?.kind !== 'epoch') continue;
    const figures = Object.entries(keys).map(([key, field]) => [key, row.data[field] ?? null] as const);
    points.push({ x: (row.data['epoch'] ?? index) + 1, ...Object.fromEntries(figures) } as ChartPoint);
  }
  return points;
}

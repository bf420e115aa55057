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

/** The epoch (from 0) with the lowest validation loss so far, or null before the first. */
export function bestEpochOf(rows: readonly MetricRow[], length: number): number | null {
  let best: { epoch: number; loss: number } | null = null;
  for (let index = 0; index < length; index += 1) {
    const row = rows[index];
    const loss = row?.kind === 'epoch' ? (row.data['validationLoss'] ?? null) : null;
    if (loss !== null && (best === null || loss < best.loss)) best = { epoch: row?.data['epoch'] ?? index, loss };
  }
  return best?.epoch ?? null;
}

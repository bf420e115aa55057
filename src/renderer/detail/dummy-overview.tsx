import { useMemo } from 'react';
import type { MetricRow } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import { MetricChart } from '../charts/metric-chart';
import type { ChartPoint } from '../charts/thin-points';
import { figure } from '../format/figure';
import { useDrawnMetrics } from './use-drawn-metrics';

const SERIES = [{ key: 'value', label: 'value', color: 'var(--tw-train)' }] as const;

function stepPoints(rows: readonly MetricRow[], length: number): ChartPoint[] {
  const points: ChartPoint[] = [];
  for (let index = 0; index < length; index += 1) {
    const data = rows[index]?.data;
    if (data) points.push({ x: data['step'] ?? index + 1, value: data['value'] ?? null });
  }
  return points;
}

/** Work that does nothing but take time: its steps, as they come. */
export function DummyOverview({ operation }: { readonly operation: Operation }) {
  const metrics = useDrawnMetrics(operation.operationId);
  const rows = metrics?.rows ?? [];
  const length = metrics?.length ?? 0;
  const points = useMemo(() => stepPoints(rows, length), [rows, length]);
  const steps = Number(operation.metadata.parameters['steps']);
  return (
    <MetricChart
      title="Steps"
      points={points}
      series={SERIES}
      xLabel="Step"
      xEnd={Number.isFinite(steps) ? steps : length}
      format={figure}
      unit="figure"
      empty={operation.status === 'completed' ? 'No steps were reported.' : 'Appears with the first step.'}
      height={260}
    />
  );
}

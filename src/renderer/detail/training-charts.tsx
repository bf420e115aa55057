import { useMemo } from 'react';
import { metricTrends } from '../../contract/metric-trends';
import type { Operation } from '../../contract/operation';
import { MetricChart } from '../charts/metric-chart';
import { figure, percent } from '../format/figure';
import type { MetricSeries } from '../store/metric-store';
import classes from './overview.module.css';
import { epochPoints } from './training-points';
import { TrendBadges } from './trend-badges';
import { useDrawnMetrics } from './use-drawn-metrics';

const SERIES = [
  { key: 'train', label: 'train', color: 'var(--tw-train)' },
  { key: 'validation', label: 'validation', color: 'var(--tw-validation)' },
] as const;

const numberOf = (value: unknown): number | null => {
  const number = Number(value);
  return value !== null && value !== undefined && Number.isFinite(number) ? number : null;
};

/** Loss and accuracy per epoch, growing while it trains, with the best epoch marked. */
export function TrainingCharts({ operation }: { readonly operation: Operation }) {
  const metrics = useDrawnMetrics(operation.operationId);
  const rows = metrics?.rows ?? [];
  const length = metrics?.length ?? 0;
  const loss = useMemo(
    () => epochPoints(rows, length, { train: 'trainLoss', validation: 'validationLoss' }),
    [rows, length],
  );
  const accuracy = useMemo(
    () => epochPoints(rows, length, { train: 'trainAccuracy', validation: 'validationAccuracy' }),
    [rows, length],
  );
  const trends = useMemo(() => metricTrends(rows.slice(0, length)), [rows, length]);
  const best =
    operation.status === 'completed' && operation.result.type === 'training'
      ? operation.result.bestEpoch
      : (trends?.bestEpoch ?? null);
  const mark = useMemo(() => (best === null ? null : { x: best + 1, label: `best epoch ${best + 1}` }), [best]);
  const asked = numberOf(operation.metadata.parameters['training.epochs']);
  const isLive = operation.status === 'running' || operation.status === 'pending';
  const xEnd = Math.max(isLive ? (asked ?? 1) : 1, length);
  const empty = emptyWords(operation, metrics);
  return (
    <>
      <TrendBadges trends={trends} />
      <div className={classes['pair']}>
        <MetricChart
          title="Loss"
          points={loss}
          series={SERIES}
          xLabel="Epoch"
          xEnd={xEnd}
          format={figure}
          unit="figure"
          mark={mark}
          empty={empty}
        />
        <MetricChart
          title="Accuracy"
          points={accuracy}
          series={SERIES}
          xLabel="Epoch"
          xEnd={xEnd}
          format={percent}
          unit="share"
          markAt="bottom"
          mark={mark}
          empty={empty}
        />
      </div>
    </>
  );
}

/** What stands where there is no line yet, or never will be. */
function emptyWords(operation: Operation, metrics: MetricSeries | null): string {
  if (metrics?.failure) return metrics.failure.message;
  if (operation.status === 'running' || operation.status === 'pending') {
    return 'Appears with the first epoch, as soon as data and features are ready.';
  }
  if (!metrics?.isCaughtUp) return 'Reading…';
  return operation.status === 'completed' ? 'No epoch was stored.' : 'It ended before the first epoch was done.';
}

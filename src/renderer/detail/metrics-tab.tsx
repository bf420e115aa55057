import { Loader } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useMemo } from 'react';
import { METRIC_KINDS } from '../../contract/metric-kinds';
import type { MetricRow } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import { duration } from '../format/duration';
import { count, exact, figure, percent } from '../format/figure';
import { barTime } from '../format/moment';
import { type Column, DataTable } from '../ui/data-table';
import { FailureCard } from '../ui/failure-card';
import { NothingHere } from '../ui/nothing-here';
import { fieldLabel } from './field-label';
import { useMetrics } from './use-metrics';

/** How figures of a kind are written; whatever is not named is a plain figure. */
const FORMATS: Readonly<Record<string, (value: number) => string>> = {
  epoch: (value) => count(value + 1),
  step: count,
  bar: (value) => count(value + 1),
  trades: count,
  time: barTime,
  trainAccuracy: percent,
  validationAccuracy: percent,
  winRate: percent,
  drawdown: percent,
};

function columnsOf(kind: string): readonly Column<MetricRow>[] {
  const fields = METRIC_KINDS.find((one) => one.kind === kind)?.fields ?? [];
  return [
    ...fields.map(
      (field): Column<MetricRow> => ({
        key: field,
        label: fieldLabel(field),
        width: 'minmax(92px, 1fr)',
        align: 'right',
        sortBy: (row) => row.data[field] ?? null,
        show: (row) => {
          const value = row.data[field] ?? null;
          return value === null ? figure(null) : (FORMATS[field] ?? figure)(value);
        },
        exact: (row) => exact(row.data[field]),
      }),
    ),
    {
      key: 'durationMs',
      label: 'Took',
      width: 'minmax(80px, 1fr)',
      align: 'right',
      sortBy: (row) => row.durationMs,
      show: (row) => duration(row.durationMs),
      exact: (row) => `${exact(row.durationMs)} ms`,
    },
  ];
}

/** Every stored row, with all its digits on hover. */
export function MetricsTab({ operation }: { readonly operation: Operation }) {
  const metrics = useMetrics(operation.operationId);
  const kind = metrics?.rows[0]?.kind ?? '';
  const columns = useMemo(() => columnsOf(kind), [kind]);
  if (metrics === null) return <Loader size="sm" />;
  if (metrics.failure !== null) return <FailureCard failure={metrics.failure} />;
  if (metrics.length === 0) {
    return (
      <NothingHere icon={<IconTable size={28} stroke={1.5} />} title="No figures yet">
        Each epoch, step or stretch of bars adds a row here as soon as it is done.
      </NothingHere>
    );
  }
  return <DataTable label="Metrics" columns={columns} rows={metrics.rows} length={metrics.length} />;
}

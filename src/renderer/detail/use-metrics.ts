import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';
import type { MetricSeries } from '../store/metric-store';

/** The metrics of an operation, complete and growing while the component stands; null before the first answer. */
export function useMetrics(id: OperationId): MetricSeries | null {
  const { metrics } = useDesk();
  useEffect(() => metrics.watch(id), [metrics, id]);
  return useStore(metrics.store, (state) => state.series[id] ?? null);
}

import { useThrottledValue } from '@mantine/hooks';
import { useDeferredValue } from 'react';
import type { OperationId } from '../../contract/identifiers';
import type { MetricSeries } from '../store/metric-store';
import { useMetrics } from './use-metrics';

/** A chart is drawn anew at most this often: often enough to look alive, seldom enough to leave the frames alone. */
const DRAW_EVERY_MS = 250;

/** The metrics of an operation for drawing: as complete as {@link useMetrics}, but a flood of rows is drawn in steps. */
export function useDrawnMetrics(id: OperationId): MetricSeries | null {
  return useDeferredValue(useThrottledValue(useMetrics(id), DRAW_EVERY_MS));
}

import type { Failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Dataset } from '../../contract/market-data';
import type { MetricPage } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import type { Trade } from '../../contract/trades';

/** How a command tells what it found: one object a line for programs, tables and bars for people. */
export interface Reporter {
  /** A new state of the command's own operation. */
  snapshot(operation: Operation): void;
  /** Metrics, once they are stored. */
  metrics(operationId: OperationId, page: MetricPage): void;
  /** The last word on the command's own operation. */
  result(operation: Operation): void;
  operation(operation: Operation): void;
  operations(operations: readonly Operation[], total: number): void;
  metricList(operationId: OperationId, page: MetricPage): void;
  trades(trades: readonly Trade[]): void;
  equity(time: Float64Array, equity: Float64Array): void;
  datasets(datasets: readonly Dataset[]): void;
  text(text: string): void;
  failure(failure: Failure): void;
}

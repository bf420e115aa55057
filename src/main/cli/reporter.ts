import type { Attempt } from '../../contract/attempts';
import type { Checkpoint } from '../../contract/checkpoints';
import type { Failure } from '../../contract/failure';
import type { HashComparison } from '../../contract/hash-comparison';
import type { OperationId } from '../../contract/identifiers';
import type { Dataset } from '../../contract/market-data';
import type { MetricPage } from '../../contract/metrics';
import type { Operation } from '../../contract/operation';
import type { Backup, ProfileReport } from '../../contract/profile-care';
import type { Trade } from '../../contract/trades';
import type { WorkersSnapshot } from '../../contract/workers';

/** How a command tells what it found: one object a line for programs, tables and bars for people. */
export interface Reporter {
  /** A new state of an operation that is followed. */
  snapshot(operation: Operation): void;
  /** Metrics, once they are stored. */
  metrics(operationId: OperationId, page: MetricPage): void;
  /** The last word on an operation that is followed. */
  result(operation: Operation): void;
  operation(operation: Operation): void;
  operations(operations: readonly Operation[], total: number): void;
  metricList(operationId: OperationId, page: MetricPage): void;
  trades(trades: readonly Trade[]): void;
  equity(time: Float64Array, equity: Float64Array): void;
  datasets(datasets: readonly Dataset[]): void;
  /** Hashes of an operation beside those of its second run. */
  verified(comparison: HashComparison): void;
  deleted(operationIds: readonly OperationId[]): void;
  children(operations: readonly Operation[]): void;
  attempts(attempts: readonly Attempt[]): void;
  checkpoints(checkpoints: readonly Checkpoint[]): void;
  workers(snapshot: WorkersSnapshot): void;
  profile(report: ProfileReport): void;
  backup(backup: Backup): void;
  /** What a repair did, a sentence each. */
  repaired(done: readonly string[]): void;
  /** Nothing waits or runs. */
  idle(): void;
  /** The profile is held without a window from now on. */
  serving(profile: string): void;
  text(text: string): void;
  failure(failure: Failure): void;
}

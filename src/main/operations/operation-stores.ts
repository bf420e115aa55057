import type { Storage } from '../storage/storage';
import { ArtifactsStore } from './artifacts-store';
import { AttemptsStore } from './attempts-store';
import { CheckpointsStore } from './checkpoints-store';
import { CreationStore } from './creation-store';
import { DeletionStore } from './deletion-store';
import { DurationsStore } from './durations-store';
import { EstimatesStore } from './estimates-store';
import { FamiliesStore } from './families-store';
import { LineageStore } from './lineage-store';
import { MetricsStore } from './metrics-store';
import { OperationQueries } from './operation-queries';
import { OperationsStore } from './operations-store';
import { QueueStore } from './queue-store';
import { RetentionStore } from './retention-store';
import { StrategySnapshots } from './strategy-snapshots';
import { TradesStore } from './trades-store';

/** The SQL of operations, by what it is about. */
export const openStores = (storage: Storage) => ({
  operations: new OperationsStore(storage),
  creation: new CreationStore(storage),
  queries: new OperationQueries(storage),
  attempts: new AttemptsStore(storage),
  metrics: new MetricsStore(storage),
  trades: new TradesStore(storage),
  artifacts: new ArtifactsStore(storage),
  strategies: new StrategySnapshots(storage),
  durations: new DurationsStore(storage),
  estimates: new EstimatesStore(storage),
  checkpoints: new CheckpointsStore(storage),
  families: new FamiliesStore(storage),
  queue: new QueueStore(storage),
  lineage: new LineageStore(storage),
  retention: new RetentionStore(storage),
  deletion: new DeletionStore(storage),
});

export type OperationStores = ReturnType<typeof openStores>;

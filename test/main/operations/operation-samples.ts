import type { OperationMetadata } from '../../../src/contract/operation';
import type { JobSnapshot } from '../../../src/contract/worker-protocol';

export const metadataOf = (fields: Partial<OperationMetadata> = {}): OperationMetadata => ({
  title: 'Dummy',
  symbol: null,
  timeframe: null,
  startDate: null,
  endDate: null,
  seed: null,
  strategyName: null,
  strategyHash: null,
  datasets: [],
  modelOperationId: null,
  parameters: {},
  ...fields,
});

export const snapshotOf = (seq: number, fields: Partial<JobSnapshot> = {}): JobSnapshot => ({
  seq,
  at: Date.UTC(2026, 10, 23, 10, 15),
  phase: 0,
  current: 0,
  total: 0,
  innerCurrent: 0,
  innerTotal: 0,
  ...fields,
});

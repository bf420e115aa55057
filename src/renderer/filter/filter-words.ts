import { OPERATION_STATUSES, type OperationStatus } from '../../contract/operation-status';
import { OPERATION_TYPES, type OperationType } from '../../contract/operation-type';

/** What a person may write behind `status:`, beside the statuses themselves. */
export const STATUS_WORDS: Readonly<Record<string, readonly OperationStatus[]>> = {
  ...Object.fromEntries(OPERATION_STATUSES.map((status) => [status, [status]])),
  queued: ['pending', 'resuming'],
  waiting: ['pending', 'resuming'],
  active: ['pending', 'resuming', 'running'],
  done: ['completed'],
  finished: ['completed', 'failed', 'cancelled'],
  canceled: ['cancelled'],
};

/** What a person may write behind `type:`, beside the types themselves. */
export const TYPE_WORDS: Readonly<Record<string, OperationType>> = {
  ...Object.fromEntries(OPERATION_TYPES.map((type) => [type, type])),
  train: 'training',
  backtest: 'backtesting',
  import: 'data_load',
  data: 'data_load',
  demo: 'dummy',
  demonstration: 'dummy',
  research: 'agent_research',
};

export const FILTER_KEYS = ['status', 'type', 'symbol', 'on', 'from', 'to'] as const;
export type FilterKey = (typeof FILTER_KEYS)[number];

import type { WorkerInfo, WorkerKind } from '../../contract/workers';
import type { StatusKind } from '../operations/status-kind';

export const WORKER_NAMES: Readonly<Record<WorkerKind, string>> = {
  training: 'Training',
  backtesting: 'Backtest',
  data: 'Data',
  dummy: 'Demonstration',
  analysis: 'Analysis',
};

export const STATE_WORDS: Readonly<Record<WorkerInfo['state'], string>> = {
  starting: 'Starting',
  idle: 'Idle, kept warm',
  busy: 'Busy',
  unresponsive: 'Not responding',
  exiting: 'Ending',
};

/** The same shapes and colours as the states of operations. */
export const STATE_KINDS: Readonly<Record<WorkerInfo['state'], StatusKind>> = {
  starting: 'queued',
  idle: 'waiting',
  busy: 'running',
  unresponsive: 'unresponsive',
  exiting: 'cancelling',
};

import type { OperationType } from '../../../contract/operation-type';
import type { PhaseDefinition } from '../../../contract/phase';
import type { JobSnapshot } from '../../../contract/worker-protocol';
import { backtestProgressRenderer } from './backtest-progress-renderer';
import { dataProgressRenderer } from './data-progress-renderer';
import { defaultProgressRenderer } from './default-progress-renderer';
import type { ProgressContext, ProgressRenderer } from './progress-state';
import { trainingProgressRenderer } from './training-progress-renderer';

/** How a kind of operation speaks about its progress. */
export interface ProgressDomain {
  readonly renderer: ProgressRenderer;
  /** The run's own words for where it is. */
  describe(phase: PhaseDefinition, snapshot: JobSnapshot): string;
  /** What its renderer wants to know beside the counters. */
  contextOf(phase: PhaseDefinition, snapshot: JobSnapshot): ProgressContext;
}

/** `Indicators · Indicator 2/3`: the phase and the unit it works on. */
function phaseAndCounter(phase: PhaseDefinition, snapshot: JobSnapshot): string {
  if (phase.unit === null || snapshot.total <= 0) return phase.label;
  return `${phase.label} · ${unitAndCounter(phase.unit, snapshot)}`;
}

const unitAndCounter = (unit: string, snapshot: JobSnapshot): string =>
  `${unit.charAt(0).toUpperCase()}${unit.slice(1)} ${unitAt(snapshot)}/${snapshot.total}`;

/** Number of the unit being worked on, from 1, where units have parts; otherwise how many are done. */
const unitAt = ({ current, total, innerTotal }: JobSnapshot): number =>
  innerTotal > 0 ? Math.min(current + 1, total) : current;

const nothingMore = (): ProgressContext => ({});

const training: ProgressDomain = {
  renderer: trainingProgressRenderer,
  describe: phaseAndCounter,
  contextOf: (phase, snapshot) =>
    phase.unit === 'epoch'
      ? {
          epochIndex: unitAt(snapshot),
          totalEpochs: snapshot.total,
          batchIndex: snapshot.innerCurrent,
          totalBatches: snapshot.innerTotal,
        }
      : { epochIndex: 0 },
};

const backtesting: ProgressDomain = {
  renderer: backtestProgressRenderer,
  describe: (phase, snapshot) =>
    phase.id === 'simulate' && phase.unit !== null && snapshot.total > 0
      ? unitAndCounter(phase.unit, snapshot)
      : phaseAndCounter(phase, snapshot),
  contextOf: nothingMore,
};

const data: ProgressDomain = {
  renderer: dataProgressRenderer,
  describe: (phase) => phase.label,
  contextOf: nothingMore,
};

const anything: ProgressDomain = {
  renderer: defaultProgressRenderer,
  describe: phaseAndCounter,
  contextOf: nothingMore,
};

export function progressDomainOf(type: OperationType): ProgressDomain {
  switch (type) {
    case 'training':
      return training;
    case 'backtesting':
      return backtesting;
    case 'data_load':
      return data;
    default:
      return anything;
  }
}

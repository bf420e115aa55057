import type { OperationId } from './identifiers';
import { isActive, type OperationStatus } from './operation-status';
import type { OperationType } from './operation-type';

/** One child of a parent, as far as its progress goes. */
export interface ChildProgress {
  readonly operationId: OperationId;
  readonly type: OperationType;
  readonly status: OperationStatus;
  /** 0 to 100. */
  readonly percentage: number;
  /** UTC ISO. */
  readonly createdAt: string;
}

/** The progress of a parent, made of its children's. Fits what a running operation of main is told. */
export interface AggregatedProgress {
  /** 0 to 100. */
  readonly percentage: number;
  /** `Training (40%)`. */
  readonly currentStep: string;
  /** Of the three phases design, training and backtest. */
  readonly stepsCompleted: number;
  readonly stepsTotal: number;
  readonly context: {
    readonly currentPhase: OperationType | null;
    /** Share of that phase, 0 to 100: the mean over its children, those still to come included. */
    readonly phaseProgress: number;
    /** The child that is worked on, or was last. */
    readonly childOperationId: OperationId | null;
  };
}

/** The parts of a parent's bar. An assessment keeps what was reached; any other child fills the whole bar. */
const WEIGHTS: Partial<Record<OperationType, readonly [from: number, to: number]>> = {
  agent_design: [0, 5],
  training: [5, 80],
  backtesting: [80, 100],
  agent_assessment: [100, 100],
};
const PHASE_ORDER: readonly OperationType[] = ['agent_design', 'training', 'backtesting', 'agent_assessment'];
const LABELS: Partial<Record<OperationType, string>> = {
  agent_design: 'Design',
  training: 'Training',
  backtesting: 'Backtest',
  agent_assessment: 'Assessment',
};
const STEPS: readonly OperationType[] = ['agent_design', 'training', 'backtesting'];

/**
 * Progress of a parent: start + (end − start) × share of the phase its work is in, all phases before it being done.
 * Children of one phase run side by side, so its share is the mean over as many as are `expected`. The phase is that
 * of the earliest active child in the order of phases; when none is active, that of the newest child.
 */
export function aggregateProgress(
  children: readonly ChildProgress[],
  expected: { readonly training: number; readonly backtesting: number },
): AggregatedProgress {
  const current = currentChild(children);
  if (current === null) {
    const context = { currentPhase: null, phaseProgress: 0, childOperationId: null };
    return { percentage: 0, currentStep: 'No phases started', stepsCompleted: 0, stepsTotal: STEPS.length, context };
  }
  const expectedOf = (type: OperationType): number =>
    type === 'training' ? expected.training : type === 'backtesting' ? expected.backtesting : 1;
  const { type, operationId } = current;
  const phaseProgress = shareOf(childrenOf(children, type), expectedOf(type));
  const [from, to] = WEIGHTS[type] ?? [0, 100];
  return {
    percentage: Math.min(100, from + ((to - from) * phaseProgress) / 100),
    currentStep: `${LABELS[type] ?? titleOf(type)} (${Math.floor(phaseProgress)}%)`,
    stepsCompleted: STEPS.filter((step) => {
      const completed = childrenOf(children, step).filter(({ status }) => status === 'completed').length;
      return completed >= Math.max(1, expectedOf(step));
    }).length,
    stepsTotal: STEPS.length,
    context: { currentPhase: type, phaseProgress, childOperationId: operationId },
  };
}

function currentChild(children: readonly ChildProgress[]): ChildProgress | null {
  const newestFirst = [...children]
    .sort((a, b) => (a.createdAt < b.createdAt ? -1 : Number(a.createdAt > b.createdAt)))
    .reverse();
  const active = newestFirst.filter(({ status }) => isActive(status));
  const place = ({ type }: ChildProgress): number => {
    const index = PHASE_ORDER.indexOf(type);
    return index === -1 ? PHASE_ORDER.length : index;
  };
  const earliest = Math.min(...active.map(place));
  return active.find((child) => place(child) === earliest) ?? newestFirst[0] ?? null;
}

const childrenOf = (children: readonly ChildProgress[], type: OperationType): readonly ChildProgress[] =>
  children.filter((child) => child.type === type);

/** Mean percentage over the children, and those that are expected but not there yet. */
function shareOf(children: readonly ChildProgress[], expected: number): number {
  const sum = children.reduce(
    (total, { status, percentage }) => total + (status === 'completed' ? 100 : percentage),
    0,
  );
  return Math.min(100, Math.max(0, sum / Math.max(1, expected, children.length)));
}

const titleOf = (type: OperationType): string => {
  const words = type.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
};

import { aggregateProgress } from '../../../contract/aggregated-progress';
import type { Operation } from '../../../contract/operation';
import type { OperationType } from '../../../contract/operation-type';
import type { ResearchPhaseId } from '../../../contract/research-phases';
import type { ProgressUpdate } from '../../operations/progress/progress-update';

const PHASES: Partial<Record<OperationType, ResearchPhaseId>> = {
  agent_design: 'design',
  training: 'training',
  backtesting: 'backtest',
  agent_assessment: 'assessment',
};

/** What a research shows, from its children as they are stored. `expected`: how many of a kind there will be. */
export function researchProgress(
  children: readonly Operation[],
  expected: { readonly training: number; readonly backtesting: number },
): ProgressUpdate {
  const progress = aggregateProgress(children.map(childProgress), expected);
  const { currentPhase, phaseProgress } = progress.context;
  const id = currentPhase === null ? undefined : PHASES[currentPhase];
  const total = currentPhase === 'training' || currentPhase === 'backtesting' ? expected[currentPhase] : 1;
  const done = children.filter(({ type, status }) => type === currentPhase && status === 'completed').length;
  return {
    percentage: progress.percentage,
    currentStep: total > 1 ? `${progress.currentStep} · ${done} of ${total} done` : progress.currentStep,
    stepsCompleted: progress.stepsCompleted,
    stepsTotal: progress.stepsTotal,
    itemsProcessed: done,
    itemsTotal: total,
    phase: id === undefined ? undefined : { id, percentage: phaseProgress },
    context: { ...progress.context },
  };
}

const childProgress = (child: Operation) => ({
  operationId: child.operationId,
  type: child.type,
  status: child.status,
  percentage: 'progress' in child ? child.progress.percentage : 0,
  createdAt: child.createdAt,
});

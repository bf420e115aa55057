import { failureOf } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { CancellationError } from '../cancellation/cancellation-error';
import type { CancellationToken } from '../cancellation/cancellation-token';
import { executeWithCancellation } from '../cancellation/execute-with-cancellation';
import type { GenericProgressState } from '../operations/progress/progress-state';
import type { ProgressUpdate } from '../operations/progress/progress-update';
import { executeWithProgress } from './execute-with-progress';
import type { ManagedWork } from './managed-operation';
import type { OperationRunnerParts } from './runner-parts';

export interface WorkToManage {
  readonly name: string;
  readonly totalSteps: number;
  readonly run: ManagedWork;
}

/**
 * One attempt of an operation that main itself drives; its row runs already. Settles when it has ended, which is not
 * before `childrenEnded` has seen to it that nothing it started still runs.
 */
export async function runManaged(
  parts: Pick<OperationRunnerParts, 'operations' | 'clock' | 'log'>,
  id: OperationId,
  { name, totalSteps, run }: WorkToManage,
  token: CancellationToken,
  childrenEnded: () => Promise<void>,
): Promise<void> {
  const { operations, clock } = parts;
  const updateProgress = (update: ProgressUpdate): void => {
    operations.updateOperationProgress(id, update);
  };
  try {
    const result = await executeWithProgress(
      () => executeWithCancellation(token, () => run({ operationId: id, token, updateProgress })),
      { clock, name, totalSteps, onProgress: (state) => updateProgress(updateOf(state)) },
    );
    await childrenEnded();
    operations.complete(id, { result, artifacts: [], trades: [], dataset: null, warnings: [] });
  } catch (error) {
    await childrenEnded();
    if (!(error instanceof CancellationError)) {
      operations.fail(id, failureOf(error));
      return;
    }
    // Asked for before, unless the work gave up by itself.
    operations.requestCancel(id, error.reason, error.note);
    operations.confirmCancelled(id, { forced: false });
  }
}

const updateOf = ({ percentage, message, context }: GenericProgressState): ProgressUpdate => ({
  percentage,
  currentStep: message,
  context,
});

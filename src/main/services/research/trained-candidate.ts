import { FailureError, failure } from '../../../contract/failure';
import type { Operation } from '../../../contract/operation';
import type { TrainedCandidate } from '../../../engine/research/gates';
import type { OperationsService } from '../../operations/operations-service';

/**
 * What a completed training is judged by. Its metric rows are one per epoch, in order.
 * @throws FailureError `bad_arguments` when it is no completed training with its epochs
 */
export function trainedCandidate(
  operations: Pick<OperationsService, 'metrics'>,
  operation: Operation,
): TrainedCandidate {
  const training = operation.status === 'completed' ? operation.result : null;
  if (training?.type !== 'training') {
    throw new FailureError(
      failure(
        'bad_arguments',
        `${operation.operationId} cannot be assessed: it is a ${operation.type} that is ${operation.status}, but a ` +
          'completed training was expected.',
      ),
    );
  }
  const lossOf = (epoch: number): number => {
    const [row] = operations.metrics(operation.operationId, epoch, 1).metrics;
    const loss = row?.data['trainLoss'] ?? null;
    if (loss !== null) return loss;
    throw new FailureError(
      failure(
        'bad_arguments',
        `${operation.operationId} cannot be assessed: the loss of its epoch ${epoch + 1} is missing. Train it again.`,
      ),
    );
  };
  return { training, firstTrainLoss: lossOf(0), lastTrainLoss: lossOf(training.epochs - 1) };
}

import { FailureError, failure } from '../../../contract/failure';
import type { OperationId } from '../../../contract/identifiers';
import { plainMetadata } from '../../../contract/operation';
import type { AssessmentRequest } from '../../../contract/requests';
import type { BacktestingResult } from '../../../contract/results';
import type { PreparedJob } from '../prepared-operation';
import { WorkerService } from '../worker-service';
import { trainedCandidate } from './trained-candidate';

/** Judges variants that were trained and, where it was worth it, backtested. */
export class AssessmentService extends WorkerService<AssessmentRequest> {
  readonly serviceName = 'Assessment';
  protected readonly type = 'agent_assessment';
  protected readonly workerKind = 'analysis';

  prepare({ title, candidates }: AssessmentRequest): PreparedJob {
    const { operations } = this.parts;
    const [first] = candidates;
    const about = first === undefined ? null : operations.get(first.trainingOperationId).metadata;
    return {
      metadata: {
        ...plainMetadata(title),
        symbol: about?.symbol ?? null,
        timeframe: about?.timeframe ?? null,
        strategyName: about?.strategyName ?? null,
        parameters: { candidates: candidates.length },
      },
      job: {
        type: 'agent_assessment',
        candidates: candidates.map((candidate) => ({
          ...candidate,
          ...trainedCandidate(operations, operations.get(candidate.trainingOperationId)),
          backtesting:
            candidate.backtestingOperationId === null ? null : this.#backtestOf(candidate.backtestingOperationId),
        })),
      },
      warnings: [],
      strategy: null,
    };
  }

  #backtestOf(id: OperationId): BacktestingResult {
    const operation = this.parts.operations.get(id);
    const result = operation.status === 'completed' ? operation.result : null;
    if (result?.type === 'backtesting') return result;
    throw new FailureError(
      failure(
        'bad_arguments',
        `${id} cannot be assessed: it is a ${operation.type} that is ${operation.status}, but a completed backtest was ` +
          'expected.',
      ),
    );
  }
}

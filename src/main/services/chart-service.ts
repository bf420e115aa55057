import type { EquitySeries, PriceSeries, SeriesWindow } from '../../contract/chart-series';
import { FailureError, failure } from '../../contract/failure';
import type { Fingerprint, OperationId } from '../../contract/identifiers';
import type { WorkerQuestion } from '../../contract/worker-protocol';
import type { Clock } from '../clock';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { OperationsService } from '../operations/operations-service';
import type { AnswerTo } from '../workers/question-worker';
import type { WorkerRegistry } from '../workers/worker-registry';
import { retryWithBackoff } from './retry-with-backoff';

/** Series for charts. Main asks a data worker for what is drawn; it never reads bulk data itself. */
export class ChartService {
  constructor(
    private readonly operations: OperationsService,
    private readonly catalogue: DatasetCatalogue,
    private readonly registry: Pick<WorkerRegistry, 'ask'>,
    private readonly clock: Clock,
  ) {}

  async equity(id: OperationId, window: SeriesWindow): Promise<EquitySeries> {
    const answer = await this.#ask({ ask: 'equity_series', path: this.#equityPath(id), window });
    return answer.series;
  }

  /** Every equity point of a backtest, undecimated. */
  async equityPoints(id: OperationId): Promise<{ time: Float64Array; equity: Float64Array }> {
    const answer = await this.#ask({ ask: 'equity_points', path: this.#equityPath(id) });
    return answer;
  }

  /** The bars an operation pinned, within its own range unless the window names another. */
  priceOfOperation(id: OperationId, window: SeriesWindow): Promise<PriceSeries> {
    const operation = this.operations.get(id);
    const result = operation.status === 'completed' ? operation.result : null;
    if (result?.type === 'data_load') return this.priceOfDataset(result.fingerprint, window);
    const [fingerprint] = operation.metadata.datasets;
    if (fingerprint === undefined) {
      throw new FailureError(failure('dataset_missing', `${id} uses no market data, so there are no prices to show.`));
    }
    const own = result?.type === 'backtesting' ? result.range : null;
    return this.priceOfDataset(fingerprint, {
      ...window,
      from: window.from ?? (own && Date.parse(own.start)),
      to: window.to ?? (own && Date.parse(own.end)),
    });
  }

  async priceOfDataset(fingerprint: Fingerprint, window: SeriesWindow): Promise<PriceSeries> {
    const dataset = this.catalogue.requireVersion(fingerprint);
    const answer = await this.#ask({ ask: 'price_series', dataset, window });
    return answer.series;
  }

  /** A worker that ends while it is asked takes the question with it, not the answer: another one is asked. */
  #ask<Q extends WorkerQuestion>(question: Q): Promise<AnswerTo<Q>> {
    return retryWithBackoff(() => this.registry.ask(question), {
      clock: this.clock,
      maxRetries: 1,
      baseDelayMs: 100,
      isRetryable: (error) => error instanceof FailureError && error.failure.code === 'worker_crashed',
    });
  }

  #equityPath(id: OperationId): string {
    const operation = this.operations.get(id);
    const equity = this.operations.artifacts(id).find(({ role }) => role === 'equity');
    if (equity) return equity.path;
    throw new FailureError(
      failure('bad_arguments', `${id} has no equity: it is a ${operation.type} that is ${operation.status}.`),
    );
  }
}

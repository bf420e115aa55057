import { existsSync } from 'node:fs';
import type { Operation } from '../../contract/operation';
import { operationQuerySchema } from '../../contract/operation-listing';
import { isActive } from '../../contract/operation-status';
import type { OperationRequest, TrainingRequest } from '../../contract/requests';
import { parseStrategy } from '../../engine/strategy/parse-strategy';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import type { OperationsService } from '../operations/operations-service';

/** What decides which data a strategy wants. */
type StrategyRun = Pick<TrainingRequest, 'strategy' | 'symbol' | 'timeframe' | 'overrides'>;

const SAMPLE_SYMBOL = 'SP500';
const SAMPLE_TIMEFRAME = '1d';

interface SampleDataParts {
  readonly folders: AppFolders;
  readonly catalogue: DatasetCatalogue;
  readonly operations: OperationsService;
  readonly start: (request: OperationRequest) => Operation;
}

/** The market data that comes with the app: imported like any other, when it is first wanted. */
export class SampleData {
  #importing: Promise<void> | null = null;

  constructor(private readonly parts: SampleDataParts) {}

  /** Imports the sample unless it is there, and settles when it is (or when its import has ended otherwise). */
  async ensure(): Promise<void> {
    const { folders, catalogue } = this.parts;
    if (catalogue.newest(SAMPLE_SYMBOL, SAMPLE_TIMEFRAME) !== null || !existsSync(folders.sampleMarketData)) return;
    this.#importing ??= this.#import().finally(() => {
      this.#importing = null;
    });
    await this.#importing;
  }

  /** Imports the sample into a profile that has no history yet. */
  async ensureOnFirstLaunch(): Promise<void> {
    const { operations } = this.parts;
    const page = operations.list(operationQuerySchema.parse({ filter: {}, limit: 1 }));
    if (page.total === 0) await this.ensure();
  }

  /** Imports the sample when a strategy that is run asks for its symbol. */
  async ensureFor({ strategy, symbol, timeframe, overrides }: StrategyRun): Promise<void> {
    const parsed = parseStrategy(strategy.text, strategy.fileName, overrides, { symbol, timeframe });
    if (!parsed.ok) return;
    const { symbols, baseTimeframe } = parsed.strategy.trainingData;
    if (symbols.includes(SAMPLE_SYMBOL) && baseTimeframe === SAMPLE_TIMEFRAME) await this.ensure();
  }

  async #import(): Promise<void> {
    const { folders, operations, start } = this.parts;
    const { operationId } = start({
      type: 'data_load',
      symbol: SAMPLE_SYMBOL,
      timeframe: SAMPLE_TIMEFRAME,
      source: { provider: 'csv', path: folders.sampleMarketData },
    });
    await new Promise<void>((settle) => {
      const stop = operations.onChange((change) => {
        if (change.operationId !== operationId || isActive(operations.get(operationId).status)) return;
        stop();
        settle();
      });
    });
  }
}

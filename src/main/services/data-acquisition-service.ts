import { basename } from 'node:path';
import type { DataLoadRequest } from '../../contract/requests';
import type { AppFolders } from '../app-folders';
import type { Clock } from '../clock';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { resolveDataLoad } from '../market-data/resolve-data-load';
import type { OperationRunner } from './operation-runner';
import { type PreparedOperation, plainMetadata } from './prepared-operation';
import { ServiceOrchestrator } from './service-orchestrator';

/** Brings market data in, from a file or from a provider, as a new dataset version. */
export class DataAcquisitionService extends ServiceOrchestrator<DataLoadRequest> {
  readonly serviceName = 'Data';
  protected readonly workerKind = 'data';

  constructor(
    runner: OperationRunner,
    private readonly catalogue: DatasetCatalogue,
    private readonly folders: AppFolders,
    private readonly clock: Clock,
  ) {
    super(runner);
  }

  protected prepare(request: DataLoadRequest): PreparedOperation {
    const { symbol, timeframe, source } = request;
    const isFile = source.provider === 'csv';
    return {
      metadata: {
        ...plainMetadata(isFile ? basename(source.path) : 'Synthetic data'),
        symbol,
        timeframe,
        startDate: isFile ? null : source.startDate,
        endDate: isFile ? null : source.endDate,
        parameters: isFile ? { file: source.path } : { ...source },
      },
      job: resolveDataLoad(request, this.catalogue, {
        marketDataFolder: this.folders.marketData,
        now: this.clock.now(),
      }),
      warnings: [],
      strategy: null,
    };
  }
}

import { basename } from 'node:path';
import { plainMetadata } from '../../contract/operation';
import type { DataLoadRequest } from '../../contract/requests';
import type { DatasetFile } from '../../contract/worker-protocol';
import type { AppFolders } from '../app-folders';
import type { DatasetCatalogue } from '../market-data/dataset-catalogue';
import { resolveDataLoad } from '../market-data/resolve-data-load';
import { type DatasetPins, pinnedDataset } from './dataset-pins';
import type { PreparedJob } from './prepared-operation';
import type { OrchestratorParts } from './service-orchestrator';
import { WorkerService } from './worker-service';

/** Brings market data in, from a file or from a provider, as a new dataset version. */
export class DataAcquisitionService extends WorkerService<DataLoadRequest> {
  readonly serviceName = 'Data/Acquisition';
  protected readonly type = 'data_load';
  protected readonly workerKind = 'data';

  constructor(
    parts: OrchestratorParts,
    private readonly catalogue: DatasetCatalogue,
    private readonly folders: AppFolders,
  ) {
    super(parts);
  }

  prepare(request: DataLoadRequest, pins: DatasetPins | null): PreparedJob {
    const { symbol, timeframe, source } = request;
    const isFile = source.provider === 'csv';
    const current = isFile ? null : this.#current(request, pins);
    return {
      metadata: {
        ...plainMetadata(isFile ? basename(source.path) : 'Synthetic data'),
        symbol,
        timeframe,
        startDate: isFile ? null : source.startDate,
        endDate: isFile ? null : source.endDate,
        datasets: current === null ? [] : [current.fingerprint],
        parameters: isFile ? { file: source.path } : { ...source },
      },
      job: resolveDataLoad(request, {
        current,
        marketDataFolder: this.folders.marketData,
        now: pins?.at ?? this.parts.clock.now(),
      }),
      warnings: [],
      strategy: null,
    };
  }

  /** Run again, a load adds to what it added to before: with pins that name no version, to nothing. */
  #current({ symbol, timeframe }: DataLoadRequest, pins: DatasetPins | null): DatasetFile | null {
    return pins === null ? this.catalogue.newest(symbol, timeframe) : pinnedDataset(pins, this.catalogue);
  }
}

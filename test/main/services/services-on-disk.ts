import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import {
  type BacktestingRequest,
  backtestingRequestSchema,
  type DataLoadRequest,
  type OperationRequest,
  type TrainingRequest,
  trainingRequestSchema,
} from '../../../src/contract/requests';
import type { Timeframe } from '../../../src/contract/timeframe';
import type { JobSpecOf, JobType } from '../../../src/contract/worker-protocol';
import { SampleData } from '../../../src/main/services/sample-data';
import { settled } from '../../fakes/fake-workers';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';
import {
  artifactOf,
  datasetOf,
  fingerprintOf,
  hashOf,
  outcomeOf,
  trainingResult,
} from '../operations/operation-samples';
import { RunnerOnDisk } from './runner-on-disk';
import { standInFile } from './stand-in-file';

type Given<R> = Partial<Omit<R, 'type'>>;

/** All services over a profile of their own; workers do what the test says. */
export class ServicesOnDisk extends RunnerOnDisk {
  readonly sampleData: SampleData;

  constructor() {
    super();
    const { folders, catalogue } = this;
    const operations = this.disk.service;
    writeFileSync(folders.sampleMarketData, 'date,open,high,low,close,volume\n');
    this.sampleData = new SampleData({ folders, catalogue, operations, start: (request) => this.start(request) });
  }

  start(request: OperationRequest): Operation {
    return this.services.start(request);
  }

  trainingRequest(given: Given<TrainingRequest> = {}): TrainingRequest {
    const strategy = { fileName: 'pullback.yaml', text: PULLBACK_YAML };
    return trainingRequestSchema.parse({ type: 'training', strategy, ...given });
  }

  train(given: Given<TrainingRequest> = {}): Operation {
    return this.start(this.trainingRequest(given));
  }

  backtest(modelOperationId: OperationId, given: Given<BacktestingRequest> = {}): Operation {
    return this.start(backtestingRequestSchema.parse({ type: 'backtesting', modelOperationId, ...given }));
  }

  /** A training that has made a model. */
  async trained(given: Given<TrainingRequest> = {}): Promise<OperationId> {
    const { operationId } = this.train(given);
    await settled();
    const model = artifactOf({ role: 'model', path: join(this.folders.artifacts, `${hashOf('a')}.model`) });
    standInFile(model.path);
    await this.complete(operationId, outcomeOf({ result: trainingResult, artifacts: [model] }));
    return operationId;
  }

  /** Imports a version whose fingerprint is made of one digit. */
  async imported(symbol: string, timeframe: Timeframe, digit: string): Promise<OperationId> {
    const source = { provider: 'csv' as const, path: join(this.folders.resources, `${symbol}.csv`) };
    const { operationId } = this.start({ type: 'data_load', symbol, timeframe, source });
    await settled();
    this.disk.clock.advance(1_000);
    await this.completeImport(operationId, symbol, timeframe, digit);
    return operationId;
  }

  async completeImport(id: OperationId, symbol: string, timeframe: Timeframe, digit: string): Promise<void> {
    const importedAt = new Date(this.disk.clock.now()).toISOString();
    const dataset = datasetOf({ fingerprint: fingerprintOf(digit), symbol, timeframe, importedAt });
    const { fingerprint, bars, start, end } = dataset;
    const path = join(this.folders.marketData, `${fingerprint}.parquet`);
    standInFile(path);
    await this.complete(
      id,
      outcomeOf({
        result: { type: 'data_load', fingerprint, bars, start, end, ignoredColumns: [], isNew: true },
        artifacts: [artifactOf({ role: 'dataset', path })],
        dataset,
      }),
    );
  }

  /** What the worker was given. */
  async jobOf<T extends JobType>(type: T, id: OperationId): Promise<JobSpecOf<T>> {
    await settled();
    const job = this.worker(id).last('start')?.job;
    if (job?.type !== type) throw new Error(`${id} is a ${job?.type}, not a ${type}`);
    return job as JobSpecOf<T>;
  }

  rowCount(): number {
    return this.disk.rows('SELECT 1 FROM operations').length;
  }

  dataLoads(): readonly DataLoadRequest[] {
    return this.disk
      .rows("SELECT operation_id AS id FROM operations WHERE type = 'data_load' ORDER BY id")
      .map((row) => this.disk.service.request((row as { id: OperationId }).id) as DataLoadRequest);
  }
}

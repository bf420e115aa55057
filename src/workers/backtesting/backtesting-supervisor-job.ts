import { readFile } from 'node:fs/promises';
import { BACKTESTING_PHASES, backtestingPhaseIndex } from '../../contract/backtesting-phases';
import { FailureError, failure } from '../../contract/failure';
import type { JobSpecOf } from '../../contract/worker-protocol';
import { decodeModel, ModelFileError } from '../../engine/neural/model-codec';
import type { TrainedModel } from '../../engine/neural/trained-model';
import { writeColumnFile } from '../data/column-file';
import { loadStrategyBars, strategyOf } from '../data/load-strategy-bars';
import type { SupervisorJob } from '../runtime/job-module';
import type { BacktestingInput, BacktestingOutput } from './backtesting-output';
import { equityColumns, signalColumns } from './series-columns';
import { tradeRows } from './trade-rows';

type BacktestingJob = JobSpecOf<'backtesting'>;

/** Reads model and bars for a backtest, and stores its equity curve and signals. */
export const backtestingSupervisorJob: SupervisorJob<'backtesting', BacktestingInput, BacktestingOutput> = {
  type: 'backtesting',
  phases: BACKTESTING_PHASES,
  loadPhase: backtestingPhaseIndex('load'),
  savePhase: backtestingPhaseIndex('save'),

  async load(job, context) {
    const { dataset, initialCapital, commission, slippage } = job;
    const strategy = strategyOf(job.strategy);
    const model = await readModel(job, context.signal);
    const range = job.range ?? { from: model.test.start, before: model.test.end + 1 };
    const { bars, firstRow } = await loadStrategyBars(dataset, range, strategy, context);
    const { symbol, timeframe } = dataset;
    return { strategy, model, bars, firstRow, symbol, timeframe, initialCapital, commission, slippage };
  },

  async save({ result, trades, series }, { artifactsFolder, modelOperationId }, { signal }) {
    const equity = await writeColumnFile(
      artifactsFolder,
      'equity',
      equityColumns(series, result.initialCapital),
      signal,
    );
    const signals = await writeColumnFile(artifactsFolder, 'signals', signalColumns(series), signal);
    return {
      result: { ...result, modelOperationId },
      artifacts: [equity, signals],
      trades: tradeRows(trades),
      dataset: null,
      warnings: [],
    };
  },
};

async function readModel({ modelPath, modelOperationId }: BacktestingJob, signal: AbortSignal): Promise<TrainedModel> {
  try {
    return decodeModel(await readFile(modelPath, { signal }));
  } catch (thrown) {
    signal.throwIfAborted();
    const where = `the model of ${modelOperationId} (${modelPath})`;
    if (thrown instanceof ModelFileError) {
      throw new FailureError(
        failure('storage_failed', `The file of ${where} is damaged. Train the model again.`, {
          detail: thrown.message,
        }),
      );
    }
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    throw new FailureError(
      isMissing
        ? failure('unknown_model', `The file of ${where} is no longer there. Train the model again.`)
        : failure('storage_failed', `The file of ${where} cannot be read. Check that you may read it.`, {
            detail: String(thrown),
          }),
    );
  }
}

import { join } from 'node:path';
import { barRangeOf } from '../../contract/bar-range';
import { DATA_LOAD_PHASES, dataLoadPhaseIndex } from '../../contract/data-load-phases';
import type { DatasetFile, JobOutcome, JobSpecOf } from '../../contract/worker-protocol';
import { type Bars, barCount } from '../../engine/bars';
import { fileSha256 } from '../runtime/file-hash';
import type { SupervisorContext, SupervisorJob } from '../runtime/job-module';
import { abortableSleep } from './abortable-sleep';
import { readBars, storesBars, writeBars } from './bars-parquet';
import type { DataLoadInput, DataLoadOutput } from './data-load-exchange';
import { acquireBars } from './providers/acquire-bars';
import { CsvProvider } from './providers/csv-provider';
import { SyntheticProvider } from './providers/synthetic-provider';

type DataLoadJob = JobSpecOf<'data_load'>;
type SyntheticSource = Extract<DataLoadJob['source'], { provider: 'synthetic' }>;

/**
 * Fetches a file's text or a provider's bars, and stores what the thread made of them. An import leaves no checkpoints: it
 * takes seconds, its file may have changed since, and a dataset version is there whole or not at all. Resumed, it starts
 * at its beginning.
 */
export const dataLoadSupervisorJob: SupervisorJob<'data_load', DataLoadInput, DataLoadOutput> = {
  type: 'data_load',
  phases: DATA_LOAD_PHASES,
  loadPhase: dataLoadPhaseIndex('fetch'),
  savePhase: dataLoadPhaseIndex('write'),

  load(job, context) {
    return job.source.provider === 'csv'
      ? loadCsv(job, job.source.path, context)
      : loadSynthetic(job, job.source, context);
  },

  async save({ bars, fingerprint, sourceName, ignoredColumns }, job, { signal, update }) {
    const { symbol, timeframe } = job;
    const path = join(job.marketDataFolder, `${fingerprint}.parquet`);
    const isNew = !(await storesBars({ fingerprint, path, symbol, timeframe }, bars, signal));
    if (isNew) await writeBars(bars, path, signal, update);
    const { sha256, bytes } = await fileSha256(path, signal);
    const start = iso(bars.time[0]);
    const end = iso(bars.time[barCount(bars) - 1]);
    const outcome: JobOutcome = {
      result: {
        type: 'data_load',
        fingerprint,
        bars: barCount(bars),
        start,
        end,
        ignoredColumns: [...ignoredColumns],
        isNew,
      },
      artifacts: [{ role: 'dataset', path, sha256, bytes }],
      trades: [],
      dataset: {
        fingerprint,
        symbol,
        timeframe,
        bars: barCount(bars),
        start,
        end,
        importedAt: new Date().toISOString(),
        source: sourceName,
      },
      warnings: [],
    };
    return outcome;
  },
};

async function loadCsv(job: DataLoadJob, path: string, { signal, update }: SupervisorContext): Promise<DataLoadInput> {
  const provider = new CsvProvider(path, update);
  await provider.validateSymbol(job.symbol);
  const { symbol, timeframe } = job;
  const fetched = await provider.fetch(symbol, timeframe, Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, signal);
  return { symbol, timeframe, sourceName: provider.name, fetched, warnings: [] };
}

async function loadSynthetic(
  job: DataLoadJob,
  source: SyntheticSource,
  { signal, update }: SupervisorContext,
): Promise<DataLoadInput> {
  const { symbol, timeframe, current, now } = job;
  const provider = new SyntheticProvider(source, abortableSleep);
  const range = barRangeOf(source.startDate, source.endDate);
  const { fetched, warnings } = await acquireBars(
    provider,
    { symbol, timeframe, mode: source.mode, range, now },
    { token: signal, sleep: abortableSleep, update, readCurrent: (onShare) => readWhole(current, signal, onShare) },
  );
  return { symbol, timeframe, sourceName: provider.name, fetched, warnings };
}

async function readWhole(
  dataset: DatasetFile | null,
  signal: AbortSignal,
  onShare: (share: number) => void,
): Promise<Bars | null> {
  if (dataset === null) return null;
  const everything = { from: null, before: null };
  const { bars } = await readBars(dataset, everything, 0, signal, (done, total) => onShare(done / Math.max(1, total)));
  return bars;
}

const iso = (milliseconds: number | undefined): string => new Date(milliseconds ?? 0).toISOString();

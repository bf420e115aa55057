import { stat } from 'node:fs/promises';
import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { FailureError, failure } from '../../contract/failure';
import type { BarRange, DatasetFile } from '../../contract/worker-protocol';
import { type Bars, barCount } from '../../engine/bars';
import { breathe } from '../runtime/breathe';
import { writeDurably } from '../runtime/durable-file';
import { sqlText, withDuckDb } from './duckdb-session';
import { BAR_COLUMNS, sharedBars } from './shared-bars';

type OnBars = (bars: number, total: number) => void;

/** Rows of one DuckDB vector. */
const CHUNK_ROWS = 2_048;
/** Bars that are compressed in one go: an interrupt waits for them, some 10 ms. */
const ROW_GROUP_ROWS = 32_768;
/** Filling one chunk takes a fraction of a millisecond. */
const CHUNKS_PER_BREATH = 8;

/**
 * Writes bars as Parquet (zstd) that any tool can open: `time` as a UTC timestamp, the other columns as doubles,
 * oldest bar first. The file appears under its name only when it is complete.
 */
export async function writeBars(bars: Bars, path: string, signal: AbortSignal, onBars: OnBars): Promise<void> {
  await writeDurably(path, signal, (temporary) =>
    withDuckDb(signal, async (connection) => {
      const figures = BAR_COLUMNS.map((column) => `${column} DOUBLE`).join(', ');
      await connection.run(`CREATE TEMP TABLE bars (${figures})`);
      const appender = await connection.createAppender('bars');
      try {
        await appendBars(appender, bars, signal, onBars);
      } finally {
        appender.closeSync();
      }
      const rest = BAR_COLUMNS.slice(1).join(', ');
      await connection.run(
        `COPY (SELECT make_timestamp_ms(time::BIGINT)::TIMESTAMPTZ AS time, ${rest} FROM bars)
         TO ${sqlText(temporary)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${ROW_GROUP_ROWS})`,
      );
    }),
  );
}

async function appendBars(appender: DuckDBAppender, bars: Bars, signal: AbortSignal, onBars: OnBars): Promise<void> {
  const { DOUBLE, DuckDBDataChunk, DuckDBDoubleVector } = await import('@duckdb/node-api');
  const total = barCount(bars);
  const types = BAR_COLUMNS.map(() => DOUBLE);
  for (let from = 0; from < total; from += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, total - from);
    const chunk = DuckDBDataChunk.create(types, rows);
    for (const [index, name] of BAR_COLUMNS.entries()) {
      const vector = chunk.getColumnVector(index);
      if (!(vector instanceof DuckDBDoubleVector)) throw new Error(`column ${name} is not made of doubles`);
      const column = bars[name];
      for (let row = 0; row < rows; row += 1) vector.setItem(row, column[from + row] as number);
      vector.flush();
    }
    appender.appendDataChunk(chunk);
    if ((from / CHUNK_ROWS) % CHUNKS_PER_BREATH !== 0) continue;
    // Left to itself the appender flushes 200,000 rows at once, which takes 30 ms and more.
    appender.flushSync();
    onBars(from, total);
    await breathe();
    signal.throwIfAborted();
  }
  onBars(total, total);
}

export interface BarsOfRange {
  /** In shared memory: history first, then the bars of the range. */
  readonly bars: Bars;
  /** Index of the first bar of the range; the bars before it are history. */
  readonly firstRow: number;
  /** What the whole dataset covers, for messages; times of its first and last bar. */
  readonly available: { readonly first: number; readonly last: number; readonly bars: number };
}

/**
 * The bars of a range and up to `historyRequired` bars before it, as far as there are any. The range may hold none.
 * Throws `dataset_missing` when the file is gone, `storage_failed` when it cannot be read.
 */
export async function readBars(
  dataset: DatasetFile,
  range: BarRange,
  historyRequired: number,
  signal: AbortSignal,
  onBars: OnBars = () => {},
): Promise<BarsOfRange> {
  if (!(await exists(dataset.path))) {
    throw new FailureError(
      failure(
        'dataset_missing',
        `The file of ${dataset.symbol} ${dataset.timeframe} is no longer there (${dataset.path}). Import the data again.`,
      ),
    );
  }
  try {
    return await withDuckDb(signal, async (connection) => {
      const { before, upTo, ...available } = await measure(connection, dataset.path, range);
      const start = Math.max(0, before - historyRequired);
      const bars = sharedBars(Math.max(0, upTo - start));
      await fillBars(connection, dataset.path, start, bars, signal, onBars);
      return { bars, firstRow: Math.min(before - start, barCount(bars)), available };
    });
  } catch (thrown) {
    signal.throwIfAborted();
    // What memory could not be had for is no fault of the file.
    if (thrown instanceof FailureError || thrown instanceof RangeError) throw thrown;
    throw new FailureError(
      failure(
        'storage_failed',
        `The file of ${dataset.symbol} ${dataset.timeframe} cannot be read (${dataset.path}). Import the data again.`,
        { detail: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) },
      ),
    );
  }
}

/** Whether a stored file can be read and holds exactly these bars: a damaged one does not, whatever its name says. */
export async function storesBars(dataset: DatasetFile, bars: Bars, signal: AbortSignal): Promise<boolean> {
  try {
    const stored = (await readBars(dataset, { from: null, before: null }, 0, signal)).bars;
    for (const name of BAR_COLUMNS) {
      if (!isSameColumn(stored[name], bars[name])) return false;
      await breathe();
      signal.throwIfAborted();
    }
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}

const isSameColumn = (stored: Float64Array, wanted: Float64Array): boolean =>
  stored.length === wanted.length && stored.every((value, row) => Object.is(value, wanted[row]));

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

interface Extent {
  /** Bars before the range, and up to its end. */
  readonly before: number;
  readonly upTo: number;
  readonly first: number;
  readonly last: number;
  readonly bars: number;
}

async function measure(connection: DuckDBConnection, path: string, range: BarRange): Promise<Extent> {
  const from = Math.ceil(range.from ?? Number.MIN_SAFE_INTEGER);
  const end = Math.ceil(range.before ?? Number.MAX_SAFE_INTEGER);
  const reader = await connection.runAndReadAll(
    `SELECT (count(*) FILTER (moment < ${from}))::DOUBLE, (count(*) FILTER (moment < ${end}))::DOUBLE,
       min(moment)::DOUBLE, max(moment)::DOUBLE, count(*)::DOUBLE
     FROM (SELECT epoch_ms(time) AS moment FROM read_parquet(${sqlText(path)}))`,
  );
  const row = reader.getRows()[0];
  return {
    before: numberAt(row, 0),
    upTo: numberAt(row, 1),
    first: numberAt(row, 2),
    last: numberAt(row, 3),
    bars: numberAt(row, 4),
  };
}

function numberAt(row: readonly unknown[] | undefined, index: number): number {
  const value = row?.[index];
  if (typeof value !== 'number') throw new Error(`expected a number in column ${index}, got ${String(value)}`);
  return value;
}

async function fillBars(
  connection: DuckDBConnection,
  path: string,
  start: number,
  bars: Bars,
  signal: AbortSignal,
  onBars: OnBars,
): Promise<void> {
  const { DuckDBDoubleVector } = await import('@duckdb/node-api');
  const total = barCount(bars);
  const rest = BAR_COLUMNS.slice(1).join(', ');
  const result = await connection.stream(
    `SELECT epoch_ms(time)::DOUBLE AS time, ${rest} FROM read_parquet(${sqlText(path)}) LIMIT ${total} OFFSET ${start}`,
  );
  let filled = 0;
  for (let chunks = 1; filled < total; chunks += 1) {
    const chunk = await result.fetchChunk();
    // Asking for the count crosses into the driver: once per chunk, not once per row.
    const rows = chunk?.rowCount ?? 0;
    if (chunk === null || rows === 0) throw new Error(`${total} bars were expected, ${filled} came`);
    for (const [index, name] of BAR_COLUMNS.entries()) {
      const vector = chunk.getColumnVector(index);
      if (!(vector instanceof DuckDBDoubleVector)) throw new Error(`column ${name} is not made of doubles`);
      const column = bars[name];
      for (let row = 0; row < rows; row += 1) column[filled + row] = vector.getItem(row) ?? Number.NaN;
    }
    filled += rows;
    signal.throwIfAborted();
    if (chunks % CHUNKS_PER_BREATH !== 0) continue;
    onBars(filled, total);
    await breathe();
  }
  onBars(total, total);
}

import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { FailureError, failure } from '../../contract/failure';

/**
 * Small enough to leave the processor to the compute threads, large enough for ten million bars on their way to
 * Parquet. Nothing is spilled to disk, nothing is fetched from the network.
 */
const OPTIONS = {
  threads: '2',
  memory_limit: '1GB',
  temp_directory: '',
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
} as const;

let instance: Promise<DuckDBInstance> | null = null;

/** One database in memory per process, made when it is first needed: its driver takes 200 ms to load. */
async function openInstance(): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(':memory:', OPTIONS);
}

/**
 * Runs `work` with a connection of its own. When `signal` is aborted the running query is interrupted at once and
 * the abort's reason is thrown, whatever the driver says.
 */
export async function withDuckDb<T>(
  signal: AbortSignal,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  instance ??= openInstance();
  const connection = await (await instance).connect();
  const interrupt = (): void => connection.interrupt();
  signal.addEventListener('abort', interrupt);
  try {
    // Moments in files are UTC, wherever the machine stands.
    await connection.run("SET TimeZone = 'UTC'");
    signal.throwIfAborted();
    const result = await work(connection);
    signal.throwIfAborted();
    return result;
  } catch (thrown) {
    signal.throwIfAborted();
    throw isOutOfMemory(thrown) ? outOfMemory(thrown) : thrown;
  } finally {
    signal.removeEventListener('abort', interrupt);
    connection.closeSync();
  }
}

const isOutOfMemory = (thrown: unknown): thrown is Error =>
  thrown instanceof Error && thrown.message.startsWith('Out of Memory Error');

const outOfMemory = (error: Error): FailureError =>
  new FailureError(
    failure(
      'out_of_memory',
      'The market data needs more memory than it may use. Split it into shorter spans of time.',
      {
        detail: error.message,
      },
    ),
  );

/** A text as SQL literal, for the places where a parameter cannot stand. */
export const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

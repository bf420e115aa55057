import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { FailureError, failure } from '../../../contract/failure';
import { csvFault } from './csv-fault';
import { MOST_CSV_BYTES } from './csv-text';

const BYTES_PER_READ = 1 << 20;

/** The whole file in shared memory. Throws `file_missing` or `bad_csv` with what is wrong; `onBytes` hears of progress. */
export async function readCsvFile(
  path: string,
  signal: AbortSignal,
  onBytes: (bytes: number, total: number) => void,
): Promise<Uint8Array> {
  const file = await openFile(path);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw missing(`${path} is not a file. Choose a CSV file.`);
    const size = found.size;
    if (size > MOST_CSV_BYTES) {
      throw csvFault(`${basename(path)} is larger than 1 GB. Split it into shorter spans of time.`);
    }
    return await readAll(file, size, signal, onBytes);
  } finally {
    await file.close();
  }
}

async function readAll(
  file: FileHandle,
  size: number,
  signal: AbortSignal,
  onBytes: (bytes: number, total: number) => void,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  let filled = 0;
  while (filled < size) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(bytes, filled, Math.min(BYTES_PER_READ, size - filled), filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
    onBytes(filled, size);
  }
  return bytes.subarray(0, filled);
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
    if (code === 'ENOENT' || code === 'ENOTDIR') throw missing(`There is no file ${path}. Check its name and folder.`);
    throw missing(`The file ${path} cannot be opened. Check that you may read it.`, String(thrown));
  }
}

const missing = (message: string, detail: string | null = null): FailureError =>
  new FailureError(failure('file_missing', message, { detail }));

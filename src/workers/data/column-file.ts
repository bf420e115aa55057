import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { FailureError, failure } from '../../contract/failure';
import { type Artifact, artifactSchema } from '../../contract/worker-protocol';
import { breathe } from '../runtime/breathe';
import { writePartsDurably } from '../runtime/durable-file';

/**
 * A file of equally long columns of doubles, for series too long for the database:
 *
 *     8 bytes   "TWCOLS1\n"
 *     4 bytes   length of the header, unsigned little-endian
 *     header    JSON { kind, rows, columns: [names] } in UTF-8, filled up with spaces so that the columns begin at a
 *               multiple of 8
 *     columns   one after the other, each `rows` little-endian doubles
 *     32 bytes  SHA-256 of everything before
 *
 * Its name is the SHA-256 of the whole file.
 */
const MAGIC = Buffer.from('TWCOLS1\n', 'latin1');
const LENGTH_BYTES = 4;
const CHECKSUM_BYTES = 32;
const ALIGNMENT = 8;
const BYTES_PER_SLICE = 1 << 20;

const headerSchema = z.strictObject({
  kind: z.string(),
  rows: z.number().int().min(0),
  columns: z.array(z.string()),
});

export type Columns = Readonly<Record<string, Float64Array>>;

/** Writes the columns as `<folder>/<sha256>.<kind>`; a cancelled or failed write leaves nothing behind. */
export async function writeColumnFile(
  folder: string,
  kind: Extract<Artifact['role'], 'equity' | 'signals'>,
  columns: Columns,
  signal: AbortSignal,
): Promise<Artifact> {
  const names = Object.keys(columns);
  const rows = columns[names[0] ?? '']?.length ?? 0;
  const parts = [headOf({ kind, rows, columns: names })];
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== rows)
      throw new RangeError(`column ${name} has ${column.length} rows where ${rows} are expected`);
    for (let from = 0; from < column.byteLength; from += BYTES_PER_SLICE) {
      const length = Math.min(BYTES_PER_SLICE, column.byteLength - from);
      parts.push(new Uint8Array(column.buffer, column.byteOffset + from, length));
    }
  }
  const content = createHash('sha256');
  for (const part of parts) {
    signal.throwIfAborted();
    content.update(part);
    await breathe();
  }
  const checksum = content.copy().digest();
  const sha256 = content.update(checksum).digest('hex');
  const path = await writePartsDurably(folder, `${sha256}.${kind}`, [...parts, checksum], signal);
  const bytes = [...parts, checksum].reduce((sum, part) => sum + part.length, 0);
  return artifactSchema.parse({ role: kind, path, sha256, bytes });
}

function headOf(header: z.infer<typeof headerSchema>): Uint8Array {
  const text = Buffer.from(JSON.stringify(header), 'utf8');
  const unaligned = (MAGIC.length + LENGTH_BYTES + text.length) % ALIGNMENT;
  const padding = Buffer.alloc(unaligned === 0 ? 0 : ALIGNMENT - unaligned, ' ');
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length + padding.length);
  return Buffer.concat([MAGIC, length, text, padding]);
}

/**
 * Reads and verifies a column file. Throws `storage_failed` when it is missing, damaged or of another kind;
 * `what` names it for the person.
 */
export async function readColumnFile<Name extends string>(
  path: string,
  kind: string,
  names: readonly Name[],
  what: string,
): Promise<Readonly<Record<Name, Float64Array<ArrayBuffer>>>> {
  const refuse = (reason: string): FailureError =>
    new FailureError(failure('storage_failed', `The file of the ${what} ${reason}: ${path}. Run the operation again.`));
  const content = await readFile(path).catch((thrown: unknown) => {
    const isMissing = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    throw refuse(isMissing ? 'is missing' : 'cannot be read');
  });
  const header = (await isSound(content)) ? parsedHeader(content) : null;
  if (header === null) throw refuse('is damaged');
  const missing = names.filter((name) => !header.columns.includes(name));
  if (header.kind !== kind || missing.length > 0) throw refuse(`is not one of ${kind}`);
  const entries = names.map((name) => [
    name,
    columnOf(content, header.start, header.rows, header.columns.indexOf(name)),
  ]);
  return Object.fromEntries(entries);
}

async function isSound(content: Buffer): Promise<boolean> {
  if (content.length < MAGIC.length + LENGTH_BYTES + CHECKSUM_BYTES) return false;
  const end = content.length - CHECKSUM_BYTES;
  const hash = createHash('sha256');
  for (let from = 0; from < end; from += BYTES_PER_SLICE) {
    hash.update(content.subarray(from, Math.min(end, from + BYTES_PER_SLICE)));
    await breathe();
  }
  return MAGIC.equals(content.subarray(0, MAGIC.length)) && hash.digest().equals(content.subarray(end));
}

function parsedHeader(content: Buffer): (z.infer<typeof headerSchema> & { start: number }) | null {
  const textStart = MAGIC.length + LENGTH_BYTES;
  const start = textStart + content.readUInt32LE(MAGIC.length);
  const header = headerSchema.parse(JSON.parse(content.toString('utf8', textStart, start)));
  const expected = start + header.columns.length * header.rows * Float64Array.BYTES_PER_ELEMENT + CHECKSUM_BYTES;
  return expected === content.length ? { ...header, start } : null;
}

/** A copy, because a buffer read from a file may begin anywhere in its memory. */
function columnOf(content: Buffer, start: number, rows: number, index: number): Float64Array<ArrayBuffer> {
  const length = rows * Float64Array.BYTES_PER_ELEMENT;
  const column = new Float64Array(rows);
  new Uint8Array(column.buffer).set(content.subarray(start + index * length, start + (index + 1) * length));
  return column;
}

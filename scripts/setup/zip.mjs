import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname, isAbsolute, join, normalize, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';

// Record layouts: APPNOTE.TXT of the ZIP format, sections 4.3.7, 4.3.12 and 4.3.16.
const END_SIGNATURE = 0x06054b50;
const END_SIZE = 22;
const CENTRAL_SIGNATURE = 0x02014b50;
const CENTRAL_SIZE = 46;
const LOCAL_SIGNATURE = 0x04034b50;
const LOCAL_SIZE = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;

/**
 * @typedef {object} ZipEntry
 * @property {string} name
 * @property {number} method
 * @property {number} compressedSize
 * @property {number} size
 * @property {number} mode Unix permission bits, 0 when the archive has none
 * @property {number} offset of the local header
 */

/**
 * Unpacks the files that `place` gives a path for. No Zip64, no encryption, no links: what set-up needs, no more.
 * @param {string} archive
 * @param {string} folder
 * @param {(name: string) => string | undefined} place path inside `folder`, or undefined to leave the entry out
 * @returns {Promise<number>} how many files were written
 */
export async function unzip(archive, folder, place) {
  const file = await open(archive, 'r');
  let written = 0;
  try {
    for (const entry of await readEntries(file)) {
      if (entry.name.endsWith('/')) continue;
      const path = place(entry.name);
      if (path === undefined) continue;
      const target = join(folder, safePath(path));
      await mkdir(dirname(target), { recursive: true });
      await writeEntry(archive, file, entry, target);
      written += 1;
    }
  } finally {
    await file.close();
  }
  return written;
}

/** @param {import('node:fs/promises').FileHandle} file @returns {Promise<ZipEntry[]>} */
async function readEntries(file) {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - END_SIZE - LONGEST_COMMENT), size);
  let end = tail.length - END_SIZE;
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1;
  if (end < 0) throw new Error('The archive has no end record: it is not a ZIP file, or it was cut off.');
  const count = tail.readUInt16LE(end + 10);
  const start = tail.readUInt32LE(end + 16);
  const directory = await read(file, start, start + tail.readUInt32LE(end + 12));

  /** @type {ZipEntry[]} */
  const entries = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (directory.readUInt32LE(at) !== CENTRAL_SIGNATURE) throw new Error("The archive's directory is damaged.");
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + CENTRAL_SIZE, at + CENTRAL_SIZE + nameLength),
      method: directory.readUInt16LE(at + 10),
      compressedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: (directory.readUInt32LE(at + 38) >>> 16) & 0o777,
      offset: directory.readUInt32LE(at + 42),
    });
    at += CENTRAL_SIZE + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/**
 * @param {string} archive
 * @param {import('node:fs/promises').FileHandle} file
 * @param {ZipEntry} entry
 * @param {string} target
 */
async function writeEntry(archive, file, entry, target) {
  const header = await read(file, entry.offset, entry.offset + LOCAL_SIZE);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new Error(`The archive is damaged at ${entry.name}.`);
  const start = entry.offset + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  const output = createWriteStream(target, { mode: entry.mode === 0 ? 0o644 : entry.mode });
  if (entry.compressedSize === 0) {
    await pipeline([], output);
  } else {
    const input = createReadStream(archive, { start, end: start + entry.compressedSize - 1 });
    if (entry.method === DEFLATED) await pipeline(input, createInflateRaw(), output);
    else if (entry.method === STORED) await pipeline(input, output);
    else throw new Error(`${entry.name} is packed with method ${entry.method}; only 0 and 8 are understood.`);
  }
  if (output.bytesWritten !== entry.size) {
    throw new Error(`${entry.name} unpacked to ${output.bytesWritten} bytes instead of ${entry.size}.`);
  }
}

/** @param {import('node:fs/promises').FileHandle} file @param {number} start @param {number} end */
async function read(file, start, end) {
  const buffer = Buffer.alloc(end - start);
  const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
  if (bytesRead !== buffer.length) throw new Error('The archive was cut off.');
  return buffer;
}

/** @param {string} path */
function safePath(path) {
  const normal = normalize(path);
  if (isAbsolute(normal) || normal === '..' || normal.startsWith(`..${sep}`)) {
    throw new Error(`The archive wants to write outside its folder: ${path}`);
  }
  return normal;
}

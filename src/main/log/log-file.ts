import { createWriteStream, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { Logger } from './logger';

const LARGEST_FILE_BYTES = 5_000_000;

export interface LogFile extends Logger {
  readonly folder: string;
}

/**
 * A line-based log in `<profile>/logs`, one older file kept. A log that cannot be written is given up in
 * silence: it must never be the reason for anything to stop.
 */
export function openLogFile(profile: string): LogFile {
  const folder = join(profile, 'logs');
  const path = join(folder, 'tradewind.log');
  try {
    mkdirSync(folder, { recursive: true });
    if (statSync(path).size > LARGEST_FILE_BYTES) renameSync(path, join(folder, 'tradewind.old.log'));
  } catch {
    // No log yet, or none that can be written.
  }
  const stream = createWriteStream(path, { flags: 'a' });
  stream.on('error', () => {});
  const write = (level: string, message: string, detail: unknown): void => {
    const tail = detail === undefined ? '' : ` ${inspect(detail, { depth: 6, breakLength: Number.POSITIVE_INFINITY })}`;
    stream.write(`${new Date().toISOString()} ${level} ${message}${tail}\n`);
  };
  return {
    folder,
    info: (message, detail) => write('info', message, detail),
    warn: (message, detail) => write('warn', message, detail),
    error: (message, detail) => write('error', message, detail),
  };
}

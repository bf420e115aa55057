import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** SQLite's files beside a database. A log left behind would be played into whatever takes the database's place. */
const COMPANIONS = ['-wal', '-shm'] as const;

/** A free name beside the database for a damaged one: `tradewind.damaged-20261123T101500Z.db`. */
export function asidePath(path: string, now: number): string {
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const start = join(dirname(path), `${basename(path, '.db')}.damaged-${stamp}`);
  for (let count = 1; ; count += 1) {
    const candidate = count === 1 ? `${start}.db` : `${start}-${count}.db`;
    if (!existsSync(candidate) && !COMPANIONS.some((ending) => existsSync(candidate + ending))) return candidate;
  }
}

/** Moves a database and what belongs to it to `aside`, so that they can still be opened together. Returns what moved. */
export function moveAside(path: string, aside: string): string[] {
  const moved: string[] = [];
  for (const ending of ['', ...COMPANIONS]) {
    if (!existsSync(path + ending)) continue;
    renameSync(path + ending, aside + ending);
    moved.push(aside + ending);
  }
  return moved;
}

/** Damaged databases that were moved aside, newest name first. */
export const asideAmong = (names: readonly string[], database: string): string[] =>
  names
    .filter((name) => name.startsWith(`${basename(database, '.db')}.damaged-`) && name.endsWith('.db'))
    .sort()
    .reverse();

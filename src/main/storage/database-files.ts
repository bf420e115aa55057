import { existsSync, renameSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** SQLite's files beside a database. A log left behind would be played into whatever takes the database's place. */
const COMPANIONS = ['-wal', '-shm'] as const;

/** `damaged`: as it was found; `salvaged`: damaged, and what can be read in it was brought back. */
export type AsideKind = 'damaged' | 'salvaged';

/** A free name beside the database for one that cannot be used: `tradewind.damaged-20261123T101500Z.db`. */
export function asidePath(path: string, kind: AsideKind, now: number): string {
  const stamp = `${new Date(now).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
  const start = join(dirname(path), `${basename(path, '.db')}.${kind}-${stamp}`);
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

/** Databases that were moved aside and not salvaged yet, newest name first. */
export const damagedAmong = (names: readonly string[], database: string): string[] =>
  names
    .filter((name) => name.startsWith(`${basename(database, '.db')}.damaged-`) && name.endsWith('.db'))
    .sort()
    .reverse();

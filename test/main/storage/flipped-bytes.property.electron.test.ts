import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { problemsOf } from '../../../src/main/storage/backups';
import { repairDatabase } from '../../../src/main/storage/repair-database';
import { operationsOf, ProfileOnDisk } from './profile-on-disk';
import { nativeBinding } from './temporary-storage';

const KEPT = 'tradewind.salvaged-19700101T000000Z.db';
/** Each run writes and syncs whole databases. */
const PATIENCE_MS = 120_000;
const FILES = ['tradewind.db', 'tradewind.db-wal'] as const;

/** A profile that was killed: part of its history is in the log only. */
async function killedProfile(withBackup: boolean) {
  const profile = new ProfileOnDisk();
  const backedUp = profile.addOperations(0, 4);
  if (withBackup) await profile.backUp();
  const storage = profile.open();
  const operations = operationsOf(storage);
  const { operationId: late } = operations.create({
    type: 'dummy',
    metadata: operations.get(backedUp[0] as OperationId).metadata,
    request: { type: 'dummy', steps: 3, seconds: 1, failAt: null, ignoreCancel: false },
  });
  const folder = join(profile.folder, 'as-it-was');
  const names = profile.files();
  for (const name of names) cpSync(join(profile.folder, name), join(folder, name), { recursive: true });
  operations.close();
  storage.close();
  const reset = (): void => {
    for (const name of profile.files())
      if (name !== 'as-it-was') rmSync(join(profile.folder, name), { recursive: true });
    for (const name of names) cpSync(join(folder, name), join(profile.folder, name), { recursive: true });
    // Left by a process that is gone, SQLite makes it anew.
    rmSync(join(profile.folder, 'tradewind.db-shm'), { force: true });
  };
  return { profile, backedUp, late, reset };
}

const repair = (profile: ProfileOnDisk) =>
  repairDatabase({ path: profile.database, now: 0, ...(nativeBinding === undefined ? {} : { nativeBinding }) });

/** Null when a flipped bit makes it look like the database of a version to come, which is not ours to mend. */
function repaired(profile: ProfileOnDisk): string[] | null {
  try {
    return repair(profile);
  } catch (error) {
    if (error instanceof FailureError && error.failure.message.includes('newer Tradewind')) return null;
    throw error;
  }
}

const flips = fc.array(
  fc.record({ file: fc.constantFrom(...FILES), place: fc.nat(), bits: fc.integer({ min: 1, max: 255 }) }),
  {
    minLength: 1,
    maxLength: 30,
  },
);

function flip(path: string, place: number, bits: number): void {
  const content = readFileSync(path);
  const index = place % content.length;
  content[index] = (content[index] ?? 0) ^ bits;
  writeFileSync(path, content);
}

/** Everything can be read, or the damage that is come upon is said in words and leads to a restore at the next launch. */
function readEverything(profile: ProfileOnDisk): 'whole' | 'restored' | 'refused' | 'damage found' {
  try {
    const storage = profile.open();
    try {
      const [first] = storage.statement<object>('quick check', 'PRAGMA quick_check').all();
      const isWhole = Object.values(first ?? {})[0] === 'ok';
      storage.statement('read', 'SELECT * FROM operations JOIN operation_details USING (id)').all();
      storage.statement('read', 'SELECT * FROM metrics').all();
      if (storage.opening.restored === null) return isWhole ? 'whole' : 'damage found';
      expect(isWhole).toBe(true);
      for (const kept of storage.opening.restored.kept) expect(existsSync(kept)).toBe(true);
      return 'restored';
    } finally {
      storage.close();
    }
  } catch (error) {
    if (!(error instanceof FailureError)) throw error;
    expect(error.failure.message.length).toBeGreaterThan(20);
    return error.failure.code === 'storage_failed' ? 'damage found' : 'refused';
  }
}

it.each([true, false])(
  'a profile with flipped bytes opens, is restored, or is refused in words (backup: %s)',
  async (withBackup) => {
    const { profile, backedUp, reset } = await killedProfile(withBackup);
    const seen = new Set<string>();
    fc.assert(
      fc.property(flips, (changes) => {
        reset();
        for (const { file, place, bits } of changes) flip(join(profile.folder, file), place, bits);
        const outcome = readEverything(profile);
        seen.add(outcome);
        if (outcome === 'restored') {
          expect(withBackup).toBe(true);
          expect(profile.operationIds()).toEqual([...backedUp].sort());
        }
        if (outcome === 'refused') expect(profile.files().filter((name) => name.includes('.damaged-'))).toEqual([]);
      }),
      { numRuns: 40 },
    );
    expect(seen.size).toBeGreaterThan(1);
  },
  PATIENCE_MS,
);

it(
  'a repair of a profile with flipped bytes leaves a whole database and keeps what was there',
  async () => {
    const { profile, backedUp, reset } = await killedProfile(true);
    fc.assert(
      fc.property(flips, (changes) => {
        reset();
        for (const { file, place, bits } of changes) flip(join(profile.folder, file), place, bits);
        const said = repaired(profile);
        if (said === null) return;
        const database = profile.native();
        expect(problemsOf(database)).toEqual([]);
        const ids = database.prepare<[], string>('SELECT operation_id FROM operations').pluck().all();
        database.close();
        if (!said[0]?.includes('whole')) {
          expect(ids).toEqual(expect.arrayContaining(backedUp));
          expect(profile.files()).toContain(KEPT);
        }
      }),
      { numRuns: 40 },
    );
  },
  PATIENCE_MS,
);

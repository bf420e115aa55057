import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import { NoticesStore } from '../../../src/main/storage/notices-store';
import { repairDatabase } from '../../../src/main/storage/repair-database';
import { failureOfCall } from './failure-of-call';
import { ProfileOnDisk } from './profile-on-disk';
import { nativeBinding } from './temporary-storage';

const KEPT = 'tradewind.salvaged-19700101T000000Z.db';

const repair = (profile: ProfileOnDisk) =>
  repairDatabase({ path: profile.database, now: 0, ...(nativeBinding === undefined ? {} : { nativeBinding }) });

it('a repair without a backup brings back all that is not in the damaged parts', () => {
  const profile = new ProfileOnDisk();
  const ids = profile.addOperations(0, 60);
  for (const table of ['metrics', 'operations', 'operation_details', 'attempts']) profile.breakLeafOf(table);
  const damaged = readFileSync(profile.database);
  const said = repair(profile).join(' ');
  expect(said).toMatch(/was damaged.*From the damaged file came \d+ operations.*parts of .*There was no backup/);
  expect(readFileSync(join(profile.folder, KEPT)).equals(damaged)).toBe(true);
  profile.with((operations, storage) => {
    const count = (table: string) =>
      storage.statement<{ count: number }>('count', `SELECT count(*) AS count FROM ${table}`).get()?.count ?? 0;
    expect(count('operations')).toBeGreaterThan(20);
    expect(count('operations')).toBeLessThan(60);
    expect(count('metrics')).toBeGreaterThan(40 * 20);
    expect(operations.get(ids[0] as OperationId)).toMatchObject({
      status: 'failed',
      failure: { message: 'It went wrong, number 0.' },
    });
    expect(new NoticesStore(storage).list()[0]?.message).toContain(KEPT);
  });
}, 60_000);

it('a repair brings back what is newer than the backup that was restored, and does so once', async () => {
  const profile = new ProfileOnDisk();
  const old = profile.addOperations(0, 2);
  await profile.backUp();
  const lost = profile.addOperations(2, 5);
  profile.breakPageOf('settings');
  const [fresh] = profile.addOperations(9, 10);
  expect(profile.operationIds()).toEqual([...old, fresh]);
  expect(repair(profile).join(' ')).toMatch(/is whole\. From tradewind\.damaged-.* came 3 operations/);
  expect(profile.operationIds()).toEqual([...old, ...lost, fresh]);
  profile.with((operations) => {
    for (const id of lost) expect(operations.metrics(id, 0).metrics).toHaveLength(40);
    operations.delete(lost);
  });
  expect(repair(profile).join(' ')).toContain('no damaged file of earlier');
}, 60_000);

it('a repair refuses what it must not touch, and changes nothing', () => {
  const profile = new ProfileOnDisk();
  profile.addOperations(0, 1);
  const other = profile.native();
  other.exec('BEGIN IMMEDIATE');
  expect(failureOfCall(() => repair(profile)).code).toBe('profile_in_use');
  other.close();
  expect(repair(profile)[0]).toBe('The database is whole.');
}, 60_000);

it('a repair leaves a damaged file that nothing can be read in as it is', async () => {
  const profile = new ProfileOnDisk();
  const ids = profile.addOperations(0, 1);
  await profile.backUp();
  profile.damage((content) => content.fill(0));
  expect(profile.operationIds()).toEqual(ids);
  const before = profile.files();
  expect(repair(profile).join(' ')).toMatch(/Nothing could be read in tradewind\.damaged-/);
  expect(profile.files()).toEqual(before);
}, 60_000);

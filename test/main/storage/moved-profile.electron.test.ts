import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type OperationId, operationIdOf } from '../../../src/contract/identifiers';
import { phasesOf } from '../../../src/contract/phases-of';
import type { Artifact } from '../../../src/contract/worker-protocol';
import { silentLogger } from '../../../src/main/log/logger';
import { DatasetCatalogue } from '../../../src/main/market-data/dataset-catalogue';
import { dropUnusedVersions } from '../../../src/main/market-data/unused-versions';
import { OperationsService } from '../../../src/main/operations/operations-service';
import { settled } from '../../fakes/fake-workers';
import { ManualClock } from '../operations/manual-clock';
import {
  artifactOf,
  datasetOf,
  dummyRequest,
  fingerprintOf,
  metadataOf,
  outcomeOf,
  trainingResult,
} from '../operations/operation-samples';
import { openAt, temporaryFolder } from './temporary-storage';

const UNDO_MS = 10_000;
const ID = operationIdOf('training', new Date(0), '0000000a');

function open(profile: string) {
  const storage = openAt(join(profile, 'tradewind.db'));
  const clock = new ManualClock();
  const deleteFile = (path: string) => rm(path);
  const service = new OperationsService({ storage, clock, log: silentLogger, phasesOf, deleteFile });
  const close = () => {
    service.close();
    storage.close();
  };
  onTestFinished(close);
  return { storage, clock, service, catalogue: new DatasetCatalogue(storage), close };
}

/** Writes a file that holds its own name. */
function made(profile: string, role: Artifact['role'], folder: string, name: string): Artifact {
  mkdirSync(join(profile, folder), { recursive: true });
  const path = join(profile, folder, name);
  writeFileSync(path, name);
  return artifactOf({ role, path });
}

const contentOf = (path: string | undefined): string => readFileSync(path ?? '', 'utf8');

it('a profile that was moved has all its files, and deletes those that are no longer wanted', async () => {
  const home = temporaryFolder();
  const [before, after] = [join(home, 'before'), join(home, 'moved', 'after')];
  mkdirSync(before);
  mkdirSync(join(home, 'moved'));

  const first = open(before);
  const complete = (id: OperationId, digit: string, artifacts: Artifact[]) => {
    first.service.create({ type: 'training', metadata: metadataOf(), request: dummyRequest, operationId: id });
    first.service.start(id);
    const importedAt = `2026-11-0${digit}T00:00:00.000Z`;
    const dataset = datasetOf({ fingerprint: fingerprintOf(digit), importedAt });
    first.service.complete(id, outcomeOf({ result: trainingResult, artifacts, dataset }));
  };
  complete(ID, '1', [
    made(before, 'model', 'artifacts', 'a.model'),
    made(before, 'equity', 'artifacts', 'a.equity'),
    made(before, 'dataset', 'market-data', '1.parquet'),
  ]);
  const later = operationIdOf('training', new Date(1), '0000000b');
  complete(later, '2', [made(before, 'dataset', 'market-data', '2.parquet')]);
  first.close();
  renameSync(before, after);

  const { storage, clock, service, catalogue } = open(after);
  expect(contentOf(service.modelOf(ID)?.path)).toBe('a.model');
  expect(service.artifacts(ID).map(({ role, path }) => [role, contentOf(path)])).toEqual([
    ['dataset', '1.parquet'],
    ['equity', 'a.equity'],
    ['model', 'a.model'],
  ]);
  expect(contentOf(catalogue.require('SPX', '1d').path)).toBe('2.parquet');
  expect(contentOf(catalogue.requireVersion(fingerprintOf('1')).path)).toBe('1.parquet');

  service.delete([ID]);
  clock.advance(2 * UNDO_MS);
  await settled();
  expect(dropUnusedVersions(storage, '2026-11-23T10:15:00.000Z')).toBe(1);
  service.delete([later]);
  clock.advance(2 * UNDO_MS);
  await expect.poll(() => existsSync(join(after, 'market-data', '1.parquet'))).toBe(false);
  for (const name of ['a.model', 'a.equity']) expect(existsSync(join(after, 'artifacts', name))).toBe(false);
  expect(existsSync(join(after, 'market-data', '2.parquet'))).toBe(true);
  await expect.poll(() => storage.statement('left', 'SELECT path FROM discarded_files').all()).toEqual([]);
});

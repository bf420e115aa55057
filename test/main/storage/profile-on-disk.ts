import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { failure } from '../../../src/contract/failure';
import { type OperationId, operationIdOf } from '../../../src/contract/identifiers';
import { phasesOf } from '../../../src/contract/phases-of';
import { silentLogger } from '../../../src/main/log/logger';
import { OperationsService } from '../../../src/main/operations/operations-service';
import { openStorage } from '../../../src/main/storage/open-storage';
import type { Storage } from '../../../src/main/storage/storage';
import { backUp } from '../../../src/workers/maintenance/back-up';
import { ManualClock } from '../operations/manual-clock';
import { dummyRequest, metadataOf, stepsOf } from '../operations/operation-samples';
import { nativeBinding, temporaryFolder } from './temporary-storage';

export const FIRST_BACKUP = '2026-11-23T10:15:00.000Z';
const METRICS = 40;

/** A profile with a history, and hands to damage it. */
export class ProfileOnDisk {
  readonly folder = temporaryFolder();
  readonly database = join(this.folder, 'tradewind.db');
  readonly backups = join(this.folder, 'backups');

  open(now = Date.UTC(2026, 10, 24)): Storage {
    return openStorage({
      path: this.database,
      now: () => now,
      ...(nativeBinding === undefined ? {} : { nativeBinding }),
    });
  }

  /** Opens the profile, does something to its operations, and closes it in order. */
  with<T>(work: (operations: OperationsService, storage: Storage) => T): T {
    const storage = this.open();
    const operations = operationsOf(storage);
    try {
      return work(operations, storage);
    } finally {
      operations.close();
      storage.close();
    }
  }

  /** Adds failed operations with metric rows. Numbers make their ids. */
  addOperations(from: number, to: number): OperationId[] {
    return this.with((operations) => {
      const ids: OperationId[] = [];
      for (let number = from; number < to; number += 1) ids.push(addOperation(operations, number));
      return ids;
    });
  }

  operationIds(): string[] {
    return this.with((_, storage) =>
      storage
        .statement<{ id: string }>('ids', 'SELECT operation_id AS id FROM operations ORDER BY operation_id')
        .all()
        .map(({ id }) => id),
    );
  }

  async backUp(at = FIRST_BACKUP) {
    return backUp({ database: this.database, folder: this.backups, at, nativeBinding });
  }

  native(options: Database.Options = {}): Database.Database {
    return new Database(this.database, { ...options, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
  }

  /** Writes into the file behind SQLite's back. */
  damage(change: (content: Buffer) => Buffer, path = this.database): void {
    writeFileSync(path, change(readFileSync(path)));
  }

  /** Wherever it stands, also in pages that are no longer used; both must be equally long. */
  replaceText(from: string, to: string): void {
    this.damage((content) => Buffer.from(content.toString('latin1').replaceAll(from, to), 'latin1'));
  }

  setVersion(version: number): void {
    const database = this.native();
    database.pragma(`user_version = ${version}`);
    database.close();
  }

  /** The root page of a table or index: with it goes all that it holds. */
  breakPageOf(name: string): void {
    this.#breakPage('SELECT rootpage FROM sqlite_schema WHERE name = ?', name);
  }

  /** A page in the middle of a table's rows. */
  breakLeafOf(name: string): void {
    this.#breakPage(
      `WITH leaves AS (SELECT pageno, row_number() OVER (ORDER BY path) AS place, count(*) OVER () AS total
         FROM dbstat WHERE name = ? AND pagetype = 'leaf')
       SELECT pageno FROM leaves WHERE place = total / 2 + 1`,
      name,
    );
  }

  #breakPage(sql: string, name: string): void {
    const database = this.native();
    const page = database.prepare<[string], number>(sql).pluck().get(name);
    const size = database.pragma('page_size', { simple: true }) as number;
    database.close();
    if (page === undefined) throw new Error(`there is no ${name}`);
    this.damage((content) => content.fill(0xff, (page - 1) * size, page * size));
  }

  files(): string[] {
    return readdirSync(this.folder).sort();
  }
}

export const operationsOf = (storage: Storage): OperationsService =>
  new OperationsService({
    storage,
    clock: new ManualClock(),
    log: silentLogger,
    phasesOf,
    deleteFile: async () => {},
  });

export function addOperation(operations: OperationsService, number: number): OperationId {
  const operationId = operationIdOf('dummy', new Date(0), number.toString(16).padStart(8, '0'));
  operations.create({ type: 'dummy', metadata: metadataOf(), request: dummyRequest, operationId });
  operations.start(operationId);
  operations.appendMetrics(
    operationId,
    stepsOf(
      0,
      Array.from({ length: METRICS }, (_, index) => index),
    ),
  );
  operations.fail(operationId, failure('diverged', `It went wrong, number ${number}.`));
  return operationId;
}

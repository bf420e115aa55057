import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation, OperationMetadata, OperationOf } from '../../../src/contract/operation';
import type { OperationType } from '../../../src/contract/operation-type';
import { phasesOf } from '../../../src/contract/phases-of';
import type { Logger } from '../../../src/main/log/logger';
import type { OperationChange } from '../../../src/main/operations/operation-changes';
import { OperationsService } from '../../../src/main/operations/operations-service';
import type { Storage } from '../../../src/main/storage/storage';
import { openAt, temporaryFolder } from '../storage/temporary-storage';
import { ManualClock } from './manual-clock';
import { dummyRequest, metadataOf } from './operation-samples';

/** An operations service over a database of its own, with time in the test's hands. */
export class ServiceOnDisk {
  readonly clock = new ManualClock();
  readonly changes: OperationChange[] = [];
  readonly deletedFiles: string[] = [];
  readonly logged: string[] = [];
  storage: Storage;
  service: OperationsService;
  readonly #path = join(temporaryFolder(), 'tradewind.db');

  constructor() {
    [this.storage, this.service] = this.#open();
    onTestFinished(() => {
      this.service.close();
      this.storage.close();
    });
  }

  /** As after a crash: nothing is told to the old service, another one opens the same file. */
  crashAndReopen(): void {
    this.storage.close();
    [this.storage, this.service] = this.#open();
  }

  create(fields: Partial<OperationMetadata> = {}, type: OperationType = 'dummy'): OperationId {
    return this.service.create({ type, metadata: metadataOf(fields), request: dummyRequest }).operationId;
  }

  createChild(parentOperationId: OperationId, type: OperationType = 'dummy'): OperationId {
    return this.service.create({ type, metadata: metadataOf(), request: dummyRequest, parentOperationId }).operationId;
  }

  createRunning(fields: Partial<OperationMetadata> = {}, type: OperationType = 'dummy'): OperationId {
    const id = this.create(fields, type);
    this.service.start(id);
    return id;
  }

  /** A running operation that was asked to pause and did. */
  pause(id: OperationId): void {
    this.service.requestCancel(id, 'paused', null);
    this.service.confirmCancelled(id, { forced: false });
  }

  /** The operation, which must have this status. */
  as<S extends Operation['status']>(status: S, id: OperationId): OperationOf<S> {
    const operation = this.service.get(id);
    if (operation.status !== status) throw new Error(`${id} is ${operation.status}, not ${status}`);
    return operation as OperationOf<S>;
  }

  rows(sql: string): unknown[] {
    return this.storage.statement<unknown>('test', sql).all();
  }

  #open(): [Storage, OperationsService] {
    const storage = openAt(this.#path);
    const note = (message: string) => this.logged.push(message);
    const log: Logger = { info: note, warn: note, error: note };
    const service = new OperationsService({
      storage,
      clock: this.clock,
      log,
      phasesOf,
      deleteFile: async (path) => {
        this.deletedFiles.push(path);
      },
    });
    service.onChange((change) => this.changes.push(change));
    return [storage, service];
  }
}

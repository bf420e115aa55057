import type { OperationId } from '../../contract/identifiers';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { DeletionStore } from './deletion-store';

/** How long a deletion can be undone. */
export const UNDO_MS = 10_000;

export interface DeletionOptions {
  readonly store: DeletionStore;
  readonly clock: Clock;
  readonly log: Logger;
  /** Deletes a file; one that is not there any more counts as deleted. */
  readonly deleteFile: (path: string) => Promise<void>;
  /** Files are named by their content, so one that is just being made may be one that nobody wants any more. */
  readonly isIdle: () => boolean;
}

/** Hides what a person deletes, and removes it for good when the time to undo it is over. */
export class OperationDeletion {
  #dropTimer: Dispose | null = null;
  /** Settles when the last sweep asked for is over; it never fails. */
  #sweeping: Promise<void> = Promise.resolve();

  constructor(private readonly options: DeletionOptions) {}

  delete(ids: readonly OperationId[]): OperationId[] {
    const { store, clock } = this.options;
    const hidden = store.hide(ids, new Date(clock.now()).toISOString());
    if (hidden.length > 0) this.schedule();
    return hidden;
  }

  /** As {@link delete}, but without a way back: what nobody asked for is not offered to be undone. */
  deleteForGood(ids: readonly OperationId[]): OperationId[] {
    const { store, clock } = this.options;
    const hidden = store.hide(ids, this.#expiry());
    if (hidden.length > 0) {
      this.#dropTimer?.();
      this.#dropTimer = clock.after(0, () => this.#purge());
    }
    return hidden;
  }

  undo(ids: readonly OperationId[]): OperationId[] {
    return this.options.store.show(ids, this.#expiry());
  }

  /** Sees to it that hidden operations go, also those that an earlier session left. */
  schedule(): void {
    this.#dropTimer ??= this.options.clock.after(UNDO_MS, () => this.#purge());
  }

  /** Deletes the files that nobody needs any more; most of them wait until nothing runs. Settles when they are gone. */
  sweepFiles(): Promise<void> {
    this.#sweeping = this.#sweeping.then(() => this.#sweepOnce());
    return this.#sweeping;
  }

  close(): void {
    this.#dropTimer?.();
    this.#dropTimer = null;
  }

  async #sweepOnce(): Promise<void> {
    const { store, deleteFile, isIdle, log } = this.options;
    try {
      for (const path of store.discardedFiles(isIdle())) {
        // Asked again: while the one before it was deleted, another operation may have come to need it.
        if (!store.isDiscarded(path, isIdle())) continue;
        await deleteFile(path);
        store.forgetFile(path);
      }
    } catch (error) {
      log.warn('files that nobody needs any more are left for later', error);
    }
  }

  #purge(): void {
    const { store, clock, log } = this.options;
    this.#dropTimer = null;
    try {
      if (store.purgeSome(this.#expiry(), new Date(clock.now()).toISOString())) {
        this.#dropTimer = clock.after(0, () => this.#purge());
        return;
      }
      if (store.hidden() > 0) this.schedule();
      void this.sweepFiles();
    } catch (error) {
      log.error('deleted operations could not be removed', error);
    }
  }

  #expiry(): string {
    return new Date(this.options.clock.now() - UNDO_MS).toISOString();
  }
}

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OperationId } from '../../contract/identifiers';
import type { Push } from '../../contract/ipc';
import type { Operation } from '../../contract/operation';
import type { OperationPage } from '../../contract/operation-listing';
import { isOlderState } from './operation-age';
import { isPaused } from './paused';

interface Known {
  readonly operation: Operation;
  /** Revision of main's state this was part of. */
  readonly revision: number;
}

export interface MirrorState {
  /**
   * Changed in place, because a copy per frame of what may be thousands of rows would cost more than drawing them.
   * `version` grows with every change, so that selectors run again; an unchanged operation stays the same object.
   */
  readonly known: ReadonlyMap<OperationId, Known>;
  readonly version: number;
}

/** How many operations are kept; beyond it the finished ones learned first are forgotten, paused ones are not. */
const KEPT = 5_000;

/** What main said about operations, each in its newest state, whatever the order of pushes, pages and answers. */
export class Mirror {
  readonly #known = new Map<OperationId, Known>();
  /** What was removed, and at which revision: an older page must not bring it back. */
  readonly #removed = new Map<OperationId, number>();
  readonly #structureListeners = new Set<() => void>();
  readonly store: StoreApi<MirrorState> = createStore(() => ({ known: this.#known, version: 0 }));

  operation(id: OperationId): Operation | null {
    return this.#known.get(id)?.operation ?? null;
  }

  *all(): Generator<Operation> {
    for (const { operation } of this.#known.values()) yield operation;
  }

  /** Tells when something appeared, went or changed its status, so that lists ask again. Returns how to stop. */
  onStructure(listener: () => void): () => void {
    this.#structureListeners.add(listener);
    return () => this.#structureListeners.delete(listener);
  }

  applyPush(push: Pick<Push, 'revision' | 'operations' | 'removed'>): void {
    let isStructural = false;
    let isChanged = false;
    for (const operation of push.operations) {
      const known = this.#known.get(operation.operationId);
      if (known && known.revision >= push.revision) continue;
      if ((this.#removed.get(operation.operationId) ?? 0) >= push.revision) continue;
      this.#removed.delete(operation.operationId);
      isStructural ||= !known || isMoved(known.operation, operation);
      isChanged = true;
      this.#known.set(operation.operationId, { operation, revision: push.revision });
    }
    for (const id of push.removed) {
      if ((this.#known.get(id)?.revision ?? 0) > push.revision) continue;
      this.#removed.set(id, push.revision);
      this.#known.delete(id);
      isStructural = true;
      isChanged = true;
    }
    if (isChanged) this.#changed();
    if (isStructural) for (const listener of this.#structureListeners) listener();
  }

  applyPage(page: Pick<OperationPage, 'revision' | 'operations'>): void {
    for (const operation of page.operations) {
      const id = operation.operationId;
      if ((this.#removed.get(id) ?? -1) >= page.revision) continue;
      const known = this.#known.get(id);
      if (known && known.revision > page.revision) continue;
      if (known && known.revision === page.revision && isOlderState(operation, known.operation)) continue;
      this.#removed.delete(id);
      this.#known.set(id, { operation, revision: page.revision });
    }
    this.#forget();
    this.#changed();
  }

  /** Takes the answer of a single call. It carries no revision, so the operation's own sequence decides. */
  applyAnswer(operation: Operation): void {
    const id = operation.operationId;
    if (this.#removed.has(id)) return;
    const known = this.#known.get(id);
    if (known && isOlderState(operation, known.operation)) return;
    this.#known.set(id, { operation, revision: known?.revision ?? 0 });
    this.#changed();
    if (!known || isMoved(known.operation, operation)) for (const listener of this.#structureListeners) listener();
  }

  #forget(): void {
    if (this.#known.size <= KEPT) return;
    for (const [id, { operation }] of this.#known) {
      if (this.#known.size <= KEPT) return;
      if ('completedAt' in operation && !isPaused(operation)) this.#known.delete(id);
    }
  }

  #changed(): void {
    this.store.setState(({ version }) => ({ version: version + 1 }));
  }
}

/** Whether a change may alter which rows a list shows, their order or the counts. */
const isMoved = (before: Operation, after: Operation): boolean => before.status !== after.status;

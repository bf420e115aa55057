import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OperationId } from '../../contract/identifiers';
import type { Push } from '../../contract/ipc';
import type { WindowApi } from '../../contract/window-api';
import type { Mirror } from './mirror-store';

export interface ChildrenState {
  /** Per parent that was asked for, oldest first. */
  readonly of: Readonly<Record<OperationId, readonly OperationId[]>>;
}

/** Which operations belong to which: read when a parent is first looked at, kept whole by pushes from then on. */
export class ChildrenStore {
  readonly store: StoreApi<ChildrenState> = createStore(() => ({ of: {} }));
  readonly #asked = new Set<OperationId>();

  constructor(
    private readonly api: WindowApi,
    private readonly mirror: Mirror,
  ) {}

  need(parent: OperationId): void {
    if (this.#asked.has(parent)) return;
    this.#asked.add(parent);
    void this.api.invoke('operations:children', parent).then((answer) => {
      if (!answer.ok) {
        this.#asked.delete(parent);
        return;
      }
      for (const child of answer.value) this.mirror.applyAnswer(child);
      this.#add(
        parent,
        answer.value.map((one) => one.operationId),
      );
    });
  }

  /** To be called after the mirror took the push. */
  applyPush(push: Pick<Push, 'operations' | 'removed'>): void {
    const added = new Map<OperationId, OperationId[]>();
    for (const { operationId, parentOperationId } of push.operations) {
      if (parentOperationId === null || !this.#asked.has(parentOperationId)) continue;
      if (this.store.getState().of[parentOperationId]?.includes(operationId)) continue;
      added.set(parentOperationId, [...(added.get(parentOperationId) ?? []), operationId]);
    }
    for (const [parent, ids] of added) this.#add(parent, ids);
    if (push.removed.length > 0) this.#remove(new Set(push.removed));
  }

  #add(parent: OperationId, ids: readonly OperationId[]): void {
    const createdAt = (id: OperationId): string => this.mirror.operation(id)?.createdAt ?? '';
    const all = [...new Set([...(this.store.getState().of[parent] ?? []), ...ids])];
    // Ids begin with the second they were minted in, so they settle what was created in the same instant.
    all.sort((a, b) => (createdAt(a) === createdAt(b) ? (a < b ? -1 : 1) : createdAt(a) < createdAt(b) ? -1 : 1));
    this.store.setState(({ of }) => ({ of: { ...of, [parent]: all } }));
  }

  #remove(removed: ReadonlySet<OperationId>): void {
    const { of } = this.store.getState();
    const touched = Object.entries(of).filter(([, ids]) => ids.some((id) => removed.has(id)));
    if (touched.length === 0) return;
    const left = touched.map(([parent, ids]) => [parent, ids.filter((id) => !removed.has(id))]);
    this.store.setState({ of: { ...of, ...Object.fromEntries(left) } });
  }
}

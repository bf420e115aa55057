import { failure, type Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { Priority } from '../../contract/queue-place';
import { unknownOperation } from './operation-refusals';
import type { OperationsCore } from './operations-core';
import type { StoredRank } from './queue-store';

/** The order in which waiting operations get their turn. */
export class OperationQueue {
  constructor(private readonly core: OperationsCore) {}

  setPriority(id: OperationId, priority: Priority): Outcome<Operation> {
    const before = this.core.find(id);
    if (before === null) return { ok: false, failure: unknownOperation(id) };
    const { storage, stores } = this.core;
    if (!storage.inTransaction('set priority', () => stores.queue.prioritise(id, priority))) return waitsNot(id);
    return this.#told(id, before);
  }

  /** Right before another waiting operation, with its priority; null: last of its own priority. */
  move(id: OperationId, before: OperationId | null): Outcome<Operation> {
    const operation = this.core.find(id);
    if (operation === null) return { ok: false, failure: unknownOperation(id) };
    const { storage, stores } = this.core;
    const waiting = stores.queue.waiting();
    const own = waiting.find((one) => one.id === id);
    if (own === undefined) return waitsNot(id);
    if (id === before) return { ok: true, value: operation };
    const others = waiting.filter((one) => one.id !== id);
    const place = before === null ? others.length : others.findIndex((one) => one.id === before);
    if (place === -1) return waitsNot(before ?? id);
    storage.inTransaction('move in queue', () => {
      if (before === null) {
        const last = Math.max(0, ...others.map(({ rank }) => rank.order));
        stores.queue.place(id, { ...own.rank, order: last + 1 });
        return;
      }
      const priority = others[place]?.rank.priority ?? own.rank.priority;
      const between = orderBetween(priority, others[place - 1]?.rank, others[place]?.rank);
      if (between !== null) stores.queue.place(id, { priority, order: between });
      else {
        // No number is left between the two: everybody gets a whole one.
        const inOrder = [...others.slice(0, place), { id, rank: { priority, order: 0 } }, ...others.slice(place)];
        inOrder.forEach((one, index) => {
          stores.queue.place(one.id, { priority: one.rank.priority, order: index + 1 });
        });
      }
    });
    return this.#told(id, operation);
  }

  #told(id: OperationId, before: Operation): Outcome<Operation> {
    this.core.changed(id);
    return { ok: true, value: this.core.find(id) ?? before };
  }
}

/** An order behind `previous` (when it has the same priority) and before `next`; null when there is none. */
function orderBetween(
  priority: Priority,
  previous: StoredRank | undefined,
  next: StoredRank | undefined,
): number | null {
  if (next === undefined) return null;
  if (previous === undefined || previous.priority !== priority) return next.order - 1;
  const middle = (previous.order + next.order) / 2;
  return previous.order < middle && middle < next.order ? middle : null;
}

const waitsNot = (id: OperationId): Outcome<never> => ({
  ok: false,
  failure: failure('not_allowed', 'This operation does not wait in the queue (any more), so it has no place there.', {
    detail: id,
  }),
});

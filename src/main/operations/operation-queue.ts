import { failure, type Outcome } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { Priority } from '../../contract/queue-place';
import { unknownOperation } from './operation-refusals';
import type { OperationsCore } from './operations-core';

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
    // One list of all that wait, over which their priorities are laid.
    const others = waiting.filter((one) => one.id !== id).sort((a, b) => a.rank.order - b.rank.order);
    const place = before === null ? others.length : others.findIndex((one) => one.id === before);
    if (place === -1) return waitsNot(before ?? id);
    const next = others[place];
    const moved = { id, priority: next?.rank.priority ?? own.rank.priority };
    const order = orderBetween(others[place - 1]?.rank.order, next?.rank.order);
    storage.inTransaction('move in queue', () => {
      if (order !== null) stores.queue.place(moved.id, { priority: moved.priority, order });
      else {
        // No number is left between the two: everybody gets a whole one.
        const all = others.map((one) => ({ id: one.id, priority: one.rank.priority }));
        for (const [index, one] of [...all.slice(0, place), moved, ...all.slice(place)].entries()) {
          stores.queue.place(one.id, { priority: one.priority, order: index + 1 });
        }
      }
    });
    return this.#told(id, operation);
  }

  #told(id: OperationId, before: Operation): Outcome<Operation> {
    this.core.changed(id);
    return { ok: true, value: this.core.find(id) ?? before };
  }
}

/** A number between two orders, or beyond one; null when there is none left. */
function orderBetween(previous: number | undefined, next: number | undefined): number | null {
  if (next === undefined) return (previous ?? 0) + 1;
  if (previous === undefined) return next - 1;
  const middle = (previous + next) / 2;
  return previous < middle && middle < next ? middle : null;
}

const waitsNot = (id: OperationId): Outcome<never> => ({
  ok: false,
  failure: failure('not_allowed', 'This operation does not wait in the queue (any more), so it has no place there.', {
    detail: id,
  }),
});

import type { AttemptEnd } from '../../contract/attempts';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { OperationEnding, OperationEndings } from './operation-endings';
import { closedWhile } from './operation-refusals';
import { isResuming, type OperationResumption } from './operation-resumption';
import type { OperationsCore } from './operations-core';

export interface Reconciled {
  /** They claimed to run, or waited for a parent that has ended. */
  readonly ended: Operation[];
  /** They were about to go on; they are again as they had been before. */
  readonly putBack: Operation[];
  /** In their order. */
  readonly waiting: OperationId[];
}

/**
 * Makes the rows true after a launch: nothing runs that an earlier session left behind. What waits to be started for
 * the first time keeps waiting, unless it is a child of something that does not run any more.
 */
export function reconcileAtLaunch(
  core: OperationsCore,
  endings: OperationEndings,
  resumption: OperationResumption,
): Reconciled {
  const { storage, stores } = core;
  const found = stores.operations.active().flatMap((id) => core.find(id) ?? []);
  const endedIds: OperationId[] = [];
  const putBackIds: OperationId[] = [];
  storage.inFullSync('reconcile', () => {
    const end = (before: Operation, attempt: AttemptEnd, write: (ending: OperationEnding) => void): void => {
      const ending = endings.of(before, attempt, []);
      endings.write(ending, () => write(ending));
      endedIds.push(before.operationId);
    };
    for (const before of found.filter(({ status }) => status !== 'pending')) {
      if (isResuming(before) && resumption.putBack(before)) putBackIds.push(before.operationId);
      else {
        const reason = closedWhile(before);
        end(before, { outcome: 'failed', failure: reason }, (ending) =>
          stores.operations.fail(ending.id, ending.end, reason),
        );
      }
    }
    // Parents come before their children in `found`, so an ended line is followed down to its last generation.
    for (const before of found.filter(({ status }) => status === 'pending')) {
      if (!isOrphaned(core, before)) continue;
      const cancelled = { outcome: 'cancelled', reason: 'parent', note: null, forced: false } as const;
      end(before, cancelled, (ending) => stores.operations.cancel(ending.id, ending.end, 'parent', null, false));
    }
  });
  for (const id of [...endedIds, ...putBackIds]) core.changed(id);
  const asTheyAre = (ids: readonly OperationId[]) => ids.flatMap((id) => core.find(id) ?? []);
  return {
    ended: asTheyAre(endedIds),
    putBack: asTheyAre(putBackIds),
    waiting: stores.queue.waiting().map(({ id }) => id),
  };
}

function isOrphaned(core: OperationsCore, { parentOperationId }: Operation): boolean {
  if (parentOperationId === null) return false;
  const parent = core.stores.operations.status(parentOperationId);
  return parent === null || !isActive(parent);
}

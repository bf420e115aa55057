import { FailureError, failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { operationQuerySchema } from '../../contract/operation-listing';
import { ACTIVE_STATUSES, isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';
import { EXIT, exitCodeOf } from './exit-code';
import { followOperation } from './follow-operation';
import type { Reporter } from './reporter';

/** What changed in between is in the next look. */
const LOOK_EVERY_MS = 100;

type Watched = Pick<Application, 'operations' | 'runner'>;

/** Reports one operation until it has ended, without owning it. Answers with the exit code of its end. */
export async function watchOperation({ operations, runner }: Watched, id: OperationId, reporter: Reporter) {
  const operation = operations.get(id);
  if (isActive(operation.status) && !runner.drives(id)) {
    const words = `${id} waits, and nobody runs it. "tradewind ops resume ${id}" does.`;
    throw new FailureError(failure('not_allowed', words));
  }
  return exitCodeOf(await followOperation(operations, id, reporter));
}

/** Reports everything that waits or runs, and how it ended, until nothing does any more. */
export function watchOperations({ operations, runner }: Watched, reporter: Reporter): Promise<number> {
  if (runner.activeCount === 0) {
    reporter.idle();
    return Promise.resolve(EXIT.completed);
  }
  return new Promise((settle, fail) => {
    const changed = new Set<OperationId>();
    const shown = new Set<OperationId>();
    let timer: ReturnType<typeof setTimeout> | null = null;
    const tell = (id: OperationId): void => {
      const operation = operations.find(id);
      if (operation !== null && isActive(operation.status)) {
        shown.add(id);
        reporter.snapshot(operation);
      } else if (shown.delete(id) && operation !== null) {
        reporter.result(operation);
      }
    };
    const look = (): void => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      try {
        for (const id of changed) tell(id);
        changed.clear();
        if (runner.activeCount > 0) return;
        stop();
        settle(EXIT.completed);
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const lookSoon = (id: OperationId): void => {
      changed.add(id);
      timer ??= setTimeout(look, LOOK_EVERY_MS);
    };
    const dropChanges = operations.onChange(({ kind, operationId }) => {
      if (kind !== 'metrics') lookSoon(operationId);
    });
    const dropEnds = runner.onEnded(({ operationId }) => {
      lookSoon(operationId);
      // Who ended the last one may be about to close the profile.
      if (runner.activeCount === 0) look();
    });
    const stop = (): void => {
      dropChanges();
      dropEnds();
    };
    const query = operationQuerySchema.parse({
      filter: { statuses: [...ACTIVE_STATUSES] },
      sort: { key: 'created', direction: 'ascending' },
      limit: 1_000,
    });
    for (const { operationId } of operations.list(query).operations) changed.add(operationId);
    look();
  });
}

import type { OperationId } from '../../contract/identifiers';
import type { Settings } from '../../contract/settings';
import type { OperationDeletion } from './operation-deletion';
import type { OperationsCore } from './operations-core';

export type RetentionLimits = Settings['retention'];

export interface RetentionStep {
  /** Hidden at once and gone soon after, children included. */
  readonly removed: readonly OperationId[];
  readonly more: boolean;
}

const DAY_MS = 86_400_000;

/**
 * Lets old work go. Ages are lengths of time, not dates, so neither midnight nor a time zone has a say in them. An
 * operation goes with all its descendants; what is active, paused, or has something active that depends on it stays.
 */
export class OperationRetention {
  constructor(
    private readonly core: OperationsCore,
    private readonly deletion: OperationDeletion,
  ) {}

  /**
   * One step of a few dozen families at most, so that main is never held up; `more` says that there is more to do.
   * `now` in milliseconds since the epoch.
   */
  apply({ operations, days, checkpointDays }: RetentionLimits, now: number): RetentionStep {
    const { checkpoints, retention } = this.core.stores;
    const due = [
      ...(days === null ? [] : retention.endedBefore(before(now, days))),
      ...(operations === null ? [] : retention.beyond(operations)),
    ];
    const stripped = checkpointDays === null ? [] : retention.withOldCheckpoints(before(now, checkpointDays));
    const at = new Date(now).toISOString();
    if (stripped.length > 0) {
      this.core.storage.inFullSync('let checkpoints go', () => {
        for (const id of stripped) checkpoints.dropAll(id, at);
      });
      for (const id of stripped) this.core.changed(id);
      this.core.sweepFiles();
    }
    const removed = due.length === 0 ? [] : this.deletion.deleteForGood([...new Set(due)]);
    return { removed, more: removed.length > 0 || stripped.length > 0 };
  }
}

/** The moment so many days ago, as it is stored. */
const before = (now: number, days: number): string => new Date(now - days * DAY_MS).toISOString();

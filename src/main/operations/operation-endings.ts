import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { PhaseDefinition } from '../../contract/phase';
import { type Clock, isoNow } from '../clock';
import type { AttemptEnd } from './attempts-store';
import type { LiveOperations } from './live-operations';
import type { OperationStores } from './operation-stores';
import type { OperationEnd } from './operations-store';
import { completedProgress, emptyProgress } from './progress/progress-tracker';

/** All that is written when an operation ends, worked out beforehand. */
export interface OperationEnding {
  readonly id: OperationId;
  readonly end: OperationEnd;
  readonly attempt: AttemptEnd;
  /** Null for an attempt that was never started. */
  readonly attemptMs: number | null;
}

export class OperationEndings {
  constructor(
    private readonly stores: OperationStores,
    private readonly live: LiveOperations,
    private readonly options: {
      readonly clock: Clock;
      readonly phasesOf: (type: OperationType) => readonly PhaseDefinition[];
    },
  ) {}

  of(before: Operation, attempt: AttemptEnd, addedWarnings: readonly string[]): OperationEnding {
    const { operationId: id } = before;
    const tracker = this.live.tracker(id);
    const now = isoNow(this.options.clock);
    const stored =
      before.status === 'pending' ? emptyProgress(this.options.phasesOf(before.type), now) : before.progress;
    // Of what an earlier session left running, its last report is the last that is known to be true.
    const at = tracker === null && before.status === 'running' ? stored.updatedAt : now;
    const last = tracker === null ? { ...stored, remaining: null } : tracker.last();
    const progress = attempt.outcome === 'completed' ? completedProgress(last, at) : last;
    const warnings = withAdded(before.warnings, addedWarnings);
    const { attemptMs, durationMs } = this.#durations(id);
    return { id, attempt, attemptMs, end: { at, durationMs, progress, warnings } };
  }

  /** Of this attempt and of all, in milliseconds. */
  #durations(id: OperationId): { readonly attemptMs: number | null; readonly durationMs: number | null } {
    const earlier = this.stores.attempts.workedMs(id);
    const saved = this.stores.operations.savedDuration(id);
    const attemptMs = this.live.tracker(id)?.elapsedMs ?? (saved === null ? null : Math.max(0, saved - earlier));
    return { attemptMs, durationMs: attemptMs === null ? null : earlier + attemptMs };
  }
}

/** Each warning once, in the order they came. */
export const withAdded = (warnings: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...warnings, ...added]),
];

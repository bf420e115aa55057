import type { AttemptEnd } from '../../contract/attempts';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { OperationProgress } from '../../contract/progress';
import { isoNow } from '../clock';
import type { OperationsCore } from './operations-core';
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
  constructor(private readonly core: OperationsCore) {}

  of(before: Operation, attempt: AttemptEnd, addedWarnings: readonly string[]): OperationEnding {
    const { operationId: id } = before;
    const tracker = this.core.live.tracker(id);
    const now = isoNow(this.core.clock);
    // Of what an earlier session left running, its last report is the last that is known to be true.
    const at = tracker === null && before.status === 'running' ? before.progress.updatedAt : now;
    const last = tracker === null ? { ...this.#stored(before, now), remaining: null } : tracker.last();
    const progress = attempt.outcome === 'completed' ? completedProgress(last, at) : last;
    const warnings = withAdded(before.warnings, addedWarnings);
    const { attemptMs, durationMs } = this.#durations(before);
    return { id, attempt, attemptMs, end: { at, durationMs, progress, warnings } };
  }

  /** Within a transaction: `write` ends the row, this its attempt. */
  write({ id, end, attempt, attemptMs }: OperationEnding, write: () => void): void {
    write();
    this.core.stores.attempts.end(id, end.at, attemptMs, attempt);
  }

  /** An attempt that was never started leaves the progress that was there before it. */
  #stored(before: Operation, now: string): OperationProgress {
    if (before.status === 'pending') return emptyProgress(this.core.phasesOf(before.type), now);
    if (before.status !== 'resuming') return before.progress;
    const earlier = this.core.stores.attempts.progressBefore(before.operationId) ?? before.progress;
    return { ...earlier, seq: before.progress.seq + 1 };
  }

  /** Of this attempt and of all, in milliseconds; null for one that was never started. */
  #durations({ operationId: id, status }: Operation): {
    readonly attemptMs: number | null;
    readonly durationMs: number | null;
  } {
    if (status !== 'running') return { attemptMs: null, durationMs: null };
    const { stores, live } = this.core;
    const earlier = stores.attempts.workedMs(id);
    const saved = stores.operations.savedDuration(id) ?? 0;
    const attemptMs = live.tracker(id)?.elapsedMs ?? Math.max(0, saved - earlier);
    return { attemptMs, durationMs: earlier + attemptMs };
  }
}

/** Each warning once, in the order they came. */
export const withAdded = (warnings: readonly string[], added: readonly string[]): string[] => [
  ...new Set([...warnings, ...added]),
];

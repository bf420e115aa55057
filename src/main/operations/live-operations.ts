import type { OperationId } from '../../contract/identifiers';
import type { OperationOf } from '../../contract/operation';
import type { OperationProgress } from '../../contract/progress';
import type { JobSnapshot } from '../../contract/worker-protocol';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { ProgressTracker } from './progress/progress-tracker';
import type { ProgressUpdate } from './progress/progress-update';

/** Progress reaches the database at most this often, and at every change of phase. */
const SAVE_EVERY_MS = 1_000;

/** Writes what a running operation reached. */
export type SaveProgress = (id: OperationId, progress: OperationProgress, durationMs: number) => void;

interface LiveOperation {
  /** As of its last move; its progress is the tracker's. */
  operation: OperationOf<'running'>;
  readonly tracker: ProgressTracker;
  /** Milliseconds that earlier attempts worked. */
  readonly earlierMs: number;
  savedAt: number;
  dropTimer: Dispose | null;
  /** Seq of the next metric row that was not there before. */
  nextMetric: number;
}

/** The running operations, held in memory: reading one or moving its bar costs no query. */
export class LiveOperations {
  readonly #live = new Map<OperationId, LiveOperation>();

  constructor(
    private readonly clock: Clock,
    private readonly save: SaveProgress,
  ) {}

  begin(operation: OperationOf<'running'>, tracker: ProgressTracker, earlierMs: number, nextMetric: number): void {
    this.#live.set(operation.operationId, {
      operation,
      tracker,
      earlierMs,
      savedAt: this.clock.monotonic(),
      dropTimer: null,
      nextMetric,
    });
  }

  get(id: OperationId): OperationOf<'running'> | null {
    const live = this.#live.get(id);
    return live ? { ...live.operation, progress: live.tracker.progress } : null;
  }

  /** After the row was changed but still runs. */
  replace(operation: OperationOf<'running'>): void {
    const live = this.#live.get(operation.operationId);
    if (live) live.operation = { ...operation, unresponsiveSince: live.operation.unresponsiveSince };
  }

  /** False when that was known, or the operation does not run. */
  setUnresponsive(id: OperationId, since: string | null): boolean {
    const live = this.#live.get(id);
    if (live === undefined || live.operation.unresponsiveSince === since) return false;
    live.operation = { ...live.operation, unresponsiveSince: since };
    return true;
  }

  /** Nothing worked for so long: the computer slept. */
  excludeTime(milliseconds: number): void {
    for (const { tracker } of this.#live.values()) tracker.excludeTime(milliseconds);
  }

  /** False when the operation does not run or the snapshot is older than what is known. */
  fold(id: OperationId, snapshot: JobSnapshot): boolean {
    return this.#move(id, (tracker) => tracker.fold(snapshot));
  }

  /** False when the operation does not run. */
  update(id: OperationId, progress: ProgressUpdate): boolean {
    return this.#move(id, (tracker) => {
      tracker.update(progress);
      return true;
    });
  }

  tracker(id: OperationId): ProgressTracker | null {
    return this.#live.get(id)?.tracker ?? null;
  }

  nextMetric(id: OperationId): number | null {
    return this.#live.get(id)?.nextMetric ?? null;
  }

  metricsStored(id: OperationId, next: number): void {
    const live = this.#live.get(id);
    if (live) live.nextMetric = Math.max(live.nextMetric, next);
  }

  end(id: OperationId): void {
    this.#live.get(id)?.dropTimer?.();
    this.#live.delete(id);
  }

  /** Saves what is not saved yet and stops all timers. */
  close(): void {
    for (const [id, live] of this.#live) {
      if (live.dropTimer !== null) this.#saveNow(id, live);
    }
  }

  #move(id: OperationId, move: (tracker: ProgressTracker) => boolean): boolean {
    const live = this.#live.get(id);
    if (live === undefined) return false;
    const phase = live.tracker.progress.stepsCompleted;
    if (!move(live.tracker)) return false;
    const wait = live.savedAt + SAVE_EVERY_MS - this.clock.monotonic();
    if (live.tracker.progress.stepsCompleted !== phase || wait <= 0) this.#saveNow(id, live);
    else live.dropTimer ??= this.clock.after(wait, () => this.#saveNow(id, live));
    return true;
  }

  #saveNow(id: OperationId, live: LiveOperation): void {
    live.dropTimer?.();
    live.dropTimer = null;
    live.savedAt = this.clock.monotonic();
    this.save(id, live.tracker.progress, live.earlierMs + live.tracker.elapsedMs);
  }
}

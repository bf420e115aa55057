import { failure } from '../../contract/failure';
import type { OperationId } from '../../contract/identifiers';
import { operationQuerySchema } from '../../contract/operation-listing';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { OperationsService } from '../operations/operations-service';

export interface OrphanSweepParts {
  readonly operations: Pick<OperationsService, 'list' | 'fail'>;
  readonly drives: (id: OperationId) => boolean;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_EVERY_MS = 15_000;
/** So long an operation may look forsaken: whoever drives it may just be about to end it. */
const PATIENCE_MS = 60_000;

const QUERY = operationQuerySchema.parse({ filter: { statuses: ['running', 'resuming'] }, limit: 1_000 });

/**
 * Ends rows that claim to run and that nobody drives: the end of their work could not be stored, for instance, since
 * the disk was full. A row must have been seen so at two looks and for a minute.
 */
export class OrphanSweep {
  /** When each was first seen, on the clock that only grows. */
  #suspects: ReadonlyMap<OperationId, number> = new Map();
  #dropTimer: Dispose = () => {};

  constructor(private readonly parts: OrphanSweepParts) {}

  start(): Dispose {
    this.#schedule();
    return () => this.#dropTimer();
  }

  #schedule(): void {
    this.#dropTimer = this.parts.clock.after(LOOK_EVERY_MS, () => {
      this.#schedule();
      try {
        this.#look();
      } catch (error) {
        this.parts.log.error('the look for forsaken operations failed', error);
      }
    });
  }

  #look(): void {
    const { operations, drives, clock, log } = this.parts;
    const now = clock.monotonic();
    const forsaken = operations.list(QUERY).operations.filter(({ operationId }) => !drives(operationId));
    this.#suspects = new Map(
      forsaken.map(({ operationId }) => [operationId, this.#suspects.get(operationId) ?? now] as const),
    );
    for (const [id, since] of this.#suspects) {
      if (now - since < PATIENCE_MS) continue;
      log.warn(`${id} claims to run and nobody drives it`);
      operations.fail(id, orphaned());
    }
  }
}

const orphaned = () =>
  failure(
    'orphaned',
    'This was shown as running, but nothing worked on it any more: its end could not be recorded when it happened. What was recorded until then is kept. Resume it, or run it again.',
  );

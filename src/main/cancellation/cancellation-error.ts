import type { CancelReason } from '../../contract/cancellation';

/** Who or what asked, and the person's own words if there were any. */
export interface Cancellation {
  readonly reason: CancelReason;
  readonly note: string | null;
}

/** Work ended because it was asked to. An outcome, not a failure: whoever catches everything throws this on. */
export class CancellationError extends Error {
  readonly reason: CancelReason;
  readonly note: string | null;

  constructor(
    readonly operationId: string,
    cancellation: Cancellation,
    context: string | null = null,
  ) {
    const { reason, note } = cancellation;
    const where = context === null ? '' : ` ${context}`;
    super(`Operation ${operationId} was cancelled${where} (${note === null ? reason : `${reason}: ${note}`}).`);
    this.name = 'CancellationError';
    this.reason = reason;
    this.note = note;
  }
}

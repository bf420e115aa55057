import type { JsonValue } from '../../../contract/json';

export type ProgressContext = Readonly<Record<string, JsonValue>>;

/** What a {@link GenericProgressManager} knows about the run it follows. Immutable; fit for structured clone. */
export interface GenericProgressState {
  readonly operationId: string;
  /** Number of the step that runs, from 1; 0 before the first. */
  readonly currentStep: number;
  readonly totalSteps: number;
  /** 0 to 100; never decreases between two starts. */
  readonly percentage: number;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly startTime: number;
  readonly updatedAt: number;
  /** Counts the changes since the start. */
  readonly seq: number;
  readonly context: ProgressContext;
  readonly estimatedRemainingMs: number | null;
  readonly itemsProcessed: number;
  readonly totalItems: number | null;
  /** The part of the whole bar that the running step fills, in percent. */
  readonly stepStartPercentage: number;
  readonly stepEndPercentage: number;
  readonly stepCurrent: number;
  readonly stepTotal: number;
}

/** Puts a state into words. Both functions are pure; `enhance` runs first. */
export interface ProgressRenderer {
  enhance(state: GenericProgressState): GenericProgressState;
  renderMessage(state: GenericProgressState): string;
}

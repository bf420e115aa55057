import type { ProgressContext } from './progress-state';

/** What an operation that main drives itself says of its progress. Whatever is left out stays as it is. */
export interface ProgressUpdate {
  /** 0 to 100; clamped, never goes back, what is not a number is passed over. */
  readonly percentage?: number | undefined;
  readonly currentStep?: string | undefined;
  readonly stepsCompleted?: number | undefined;
  readonly stepsTotal?: number | undefined;
  readonly itemsProcessed?: number | undefined;
  readonly itemsTotal?: number | null | undefined;
  readonly currentItem?: string | null | undefined;
  /** The phase it is in, by id, and the share of it that is done (0 to 100); phases before it are done. */
  readonly phase?: { readonly id: string; readonly percentage: number } | undefined;
  /** Laid over the context there is, key by key. */
  readonly context?: ProgressContext | undefined;
}

import type { OperationProgress } from '../../../contract/progress';
import { forward } from './generic-progress-manager';
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

/** What an update makes of a progress, its phases aside. */
export function updatedProgress(before: OperationProgress, update: ProgressUpdate): OperationProgress {
  const { percentage, currentStep, stepsCompleted, stepsTotal, itemsProcessed, itemsTotal, currentItem } = update;
  return {
    ...before,
    percentage: percentage === undefined ? before.percentage : forward(before.percentage, percentage),
    currentStep: currentStep ?? before.currentStep,
    stepsCompleted: Math.floor(countOf(stepsCompleted, before.stepsCompleted)),
    stepsTotal: Math.floor(countOf(stepsTotal, before.stepsTotal)),
    itemsProcessed: countOf(itemsProcessed, before.itemsProcessed),
    itemsTotal: itemsTotal === null ? null : countOf(itemsTotal, before.itemsTotal),
    currentItem: currentItem === undefined ? before.currentItem : currentItem,
    context: { ...before.context, ...update.context },
  };
}

/** A count from 0 on; what is none leaves the one before. */
const countOf = <Before extends number | null>(next: number | undefined, before: Before): number | Before =>
  next === undefined || !Number.isFinite(next) ? before : Math.max(0, next);

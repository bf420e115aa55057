import type { GenericProgressState, ProgressContext, ProgressRenderer } from './progress-state';

export interface StepStart {
  readonly name: string;
  /** From 1. */
  readonly number: number;
  /** The part of the whole bar the step fills, in percent; without it the bar is shared evenly. */
  readonly startPercentage?: number;
  readonly endPercentage?: number;
  readonly expectedItems?: number;
}

/** What is left out stays as it is. */
export interface StepProgress {
  readonly current: number;
  readonly total: number;
  /** Share that is done of the unit being worked on, 0 to 1. */
  readonly partial?: number;
  readonly message?: string;
  readonly items?: number;
  readonly totalItems?: number;
  readonly detail?: string;
  readonly context?: ProgressContext;
}

/** What is left out stays as it is. */
export interface WholeProgress {
  readonly step?: number;
  readonly message?: string;
  readonly items?: number;
  readonly context?: ProgressContext;
}

export interface ProgressManagerOptions {
  readonly renderer?: ProgressRenderer;
  readonly onChange?: (state: GenericProgressState) => void;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
}

/**
 * Follows one run made of steps. Percentages stay in 0 to 100 and never go back until the next start, whatever
 * the counters say. A listener or renderer that throws is counted and otherwise ignored: telling about work
 * must not stop it.
 */
export class GenericProgressManager {
  #state: GenericProgressState | null = null;
  /** What the run said itself, before the renderer dressed it up. */
  #message = '';
  #swallowedErrors = 0;
  readonly #renderer: ProgressRenderer | null;
  readonly #onChange: (state: GenericProgressState) => void;
  readonly #now: () => number;

  constructor(options: ProgressManagerOptions = {}) {
    this.#renderer = options.renderer ?? null;
    this.#onChange = options.onChange ?? (() => {});
    this.#now = options.now ?? Date.now;
  }

  /** Errors of listeners and renderers so far. */
  get swallowedErrors(): number {
    return this.#swallowedErrors;
  }

  /** Null before the first start. */
  snapshot(): GenericProgressState | null {
    return this.#state;
  }

  /** Forgets the run before. `startPercentage` is where a resumed run goes on. */
  startOperation(operationId: string, totalSteps: number, context: ProgressContext = {}, startPercentage = 0): void {
    if (!(totalSteps >= 0)) throw new RangeError(`A run cannot have ${totalSteps} steps`);
    const now = this.#now();
    this.#message = `Starting ${operationId}`;
    this.#publish({
      operationId,
      currentStep: 0,
      totalSteps,
      percentage: forward(0, startPercentage),
      message: this.#message,
      startTime: now,
      updatedAt: now,
      seq: 0,
      context,
      estimatedRemainingMs: null,
      itemsProcessed: 0,
      totalItems: null,
      stepStartPercentage: 0,
      stepEndPercentage: 0,
      stepCurrent: 0,
      stepTotal: 0,
    });
  }

  startStep(step: StepStart): void {
    this.#change((state) => {
      const [from, to] = rangeOf(step, state);
      this.#message = this.#renderer ? step.name : `Starting ${step.name}`;
      return {
        currentStep: step.number,
        percentage: forward(state.percentage, from),
        context: {
          ...withoutDetail(state.context),
          currentStepName: step.name,
          stepStartPercentage: from,
          stepEndPercentage: to,
        },
        totalItems: step.expectedItems ?? null,
        itemsProcessed: 0,
        stepStartPercentage: from,
        stepEndPercentage: to,
        stepCurrent: 0,
        stepTotal: 0,
      };
    });
  }

  /** Moves the bar within the running step's range: start + done ÷ total × (end − start). */
  updateStepProgress(progress: StepProgress): void {
    this.#change((state) => {
      if (progress.message) this.#message = progress.message;
      const ratio = shareOf(progress.current + (progress.partial ?? 0), progress.total);
      const span = state.stepEndPercentage - state.stepStartPercentage;
      return {
        percentage: forward(state.percentage, state.stepStartPercentage + ratio * span),
        itemsProcessed: progress.items ?? state.itemsProcessed,
        totalItems: progress.totalItems ?? state.totalItems,
        stepCurrent: progress.current,
        stepTotal: progress.total,
        context: {
          ...state.context,
          stepCurrent: progress.current,
          stepTotal: progress.total,
          ratio,
          ...(progress.detail === undefined ? {} : { stepDetail: progress.detail }),
          ...progress.context,
        },
      };
    });
  }

  /** Moves the whole bar: step ÷ total steps, whatever range the running step has; 100 % when there are no steps. */
  updateProgress(progress: WholeProgress): void {
    this.#change((state) => {
      if (progress.message) this.#message = progress.message;
      const { step } = progress;
      const reached =
        step === undefined ? state.percentage : state.totalSteps === 0 ? 100 : (step / state.totalSteps) * 100;
      return {
        currentStep: step ?? state.currentStep,
        percentage: forward(state.percentage, reached),
        itemsProcessed: progress.items ?? state.itemsProcessed,
        context: { ...state.context, ...progress.context },
      };
    });
  }

  completeOperation(): void {
    this.#change((state) => {
      this.#message = `Operation ${state.operationId} completed`;
      return { currentStep: state.totalSteps, percentage: 100 };
    });
  }

  #change(next: (state: GenericProgressState) => Partial<GenericProgressState>): void {
    const state = this.#state;
    if (state === null) return;
    this.#publish({ ...state, ...next(state), seq: state.seq + 1, updatedAt: this.#now() });
  }

  #publish(state: GenericProgressState): void {
    const spoken = { ...state, message: this.#message };
    this.#state = this.#guarded(() => rendered(spoken, this.#renderer)) ?? spoken;
    const published = this.#state;
    this.#guarded(() => this.#onChange(published));
  }

  #guarded<T>(work: () => T): T | undefined {
    try {
      return work();
    } catch {
      this.#swallowedErrors += 1;
      return undefined;
    }
  }
}

function rendered(state: GenericProgressState, renderer: ProgressRenderer | null): GenericProgressState {
  if (renderer === null) return state;
  const enhanced = renderer.enhance(state);
  return { ...enhanced, message: renderer.renderMessage(enhanced) };
}

function rangeOf(step: StepStart, state: GenericProgressState): readonly [from: number, to: number] {
  const { startPercentage, endPercentage, number } = step;
  const total = state.totalSteps;
  if (startPercentage !== undefined) {
    const from = percent(startPercentage);
    const to = percent(endPercentage ?? startPercentage + (total > 0 ? 100 / total : 10));
    return [from, Math.max(from, to)];
  }
  if (total === 0) return [state.stepStartPercentage, state.stepEndPercentage];
  return [percent(((number - 1) / total) * 100), percent((number / total) * 100)];
}

/** Done ÷ total in 0 to 1; 0 when there is nothing to divide by. */
export function shareOf(done: number, total: number): number {
  const share = total > 0 ? done / total : 0;
  return Number.isNaN(share) ? 0 : Math.min(1, Math.max(0, share));
}

const percent = (value: number): number => Math.min(100, Math.max(0, value));

/** The furthest of both in 0 to 100; what is not a number leaves the bar where it was. */
export const forward = (reached: number, next: number): number =>
  Number.isNaN(next) ? reached : Math.max(reached, percent(next));

function withoutDetail(context: ProgressContext): ProgressContext {
  const { stepDetail: _, ...rest } = context;
  return rest;
}

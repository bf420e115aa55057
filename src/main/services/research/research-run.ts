import { assertNever } from '../../../contract/assert-never';
import { FailureError, failure } from '../../../contract/failure';
import type { OperationId } from '../../../contract/identifiers';
import type { Operation, OperationOf } from '../../../contract/operation';
import { isActive } from '../../../contract/operation-status';
import type { OperationRequest, ResearchRequest } from '../../../contract/requests';
import type { AgentResearchResult } from '../../../contract/results';
import { passes, trainingGate } from '../../../engine/research/gates';
import type { Clock } from '../../clock';
import { childFailed } from '../../operations/operation-refusals';
import type { OperationsService } from '../../operations/operations-service';
import { pinsOf } from '../dataset-pins';
import type { ManagedContext } from '../managed-operation';
import type { OperationRunner } from '../operation-runner';
import type { StartOptions } from '../start-options';
import { researchProgress } from './research-progress';
import { researchResult } from './research-result';
import { nextResearchStep, type ResearchChild, type ResearchStep } from './research-step';
import { trainedCandidate } from './trained-candidate';

export interface ResearchParts {
  readonly operations: OperationsService;
  readonly runner: Pick<OperationRunner, 'drives' | 'cancel'>;
  readonly clock: Clock;
  /** Starts an operation of any type. */
  readonly start: (request: OperationRequest, options: StartOptions) => Operation;
  /** Goes on with an operation that was stopped, from its newest checkpoint. */
  readonly resume: (id: OperationId) => Promise<unknown>;
}

/** The parent's bar is drawn anew at most this often while its children only move on. */
const REDRAW_EVERY_MS = 200;

/**
 * One attempt of a research. It reads its children, takes the step that follows from them, and waits for one of them to
 * change; what it remembers beside that is only which of them had ended before it began.
 */
export class ResearchRun {
  readonly #endedBefore: ReadonlyMap<OperationId, number>;
  /** By training; what is completed does not change any more. */
  readonly #passed = new Map<OperationId, boolean>();

  constructor(
    private readonly parts: ResearchParts,
    private readonly request: ResearchRequest,
    private readonly context: ManagedContext,
  ) {
    const stopped = this.#children().filter(({ status }) => !isActive(status));
    this.#endedBefore = new Map(stopped.map(({ operationId, attempt }) => [operationId, attempt]));
  }

  /** @throws CancellationError when it is told to stop, FailureError `child_failed` and what a step is refused with */
  async toItsEnd(): Promise<AgentResearchResult> {
    const { token } = this.context;
    for (;;) {
      token.throwIfCancelled();
      // Listening before reading: nothing that changes in between is missed.
      const change = this.#nextChange();
      try {
        const children = this.#children();
        this.#show(children);
        const step = nextResearchStep(this.request, children.map(this.#seen), (training) => this.#passes(training));
        if (step.kind === 'complete') return researchResult(step.candidates, step.assessment);
        await this.#take(step, change.happened);
      } finally {
        change.stop();
      }
    }
  }

  async #take(step: Exclude<ResearchStep, { kind: 'complete' }>, happened: Promise<void>): Promise<void> {
    switch (step.kind) {
      case 'wait':
        return happened;
      case 'failed':
        throw new FailureError(childFailed(step.child, step.child.failure));
      case 'stopped':
        return this.#stopWith(step.child);
      case 'advance':
        return this.#advance(step);
      default:
        assertNever(step, 'step of a research');
    }
  }

  async #advance({ start, resume }: Extract<ResearchStep, { kind: 'advance' }>): Promise<void> {
    const { operationId, token } = this.context;
    const pins = pinsOf(this.parts.operations.get(operationId));
    for (const { request, variant } of start) {
      const parameters = variant === null ? {} : { variant };
      this.parts.start(request, { parentOperationId: operationId, pins, parameters });
    }
    for (const id of resume) {
      token.throwIfCancelled();
      await this.#resume(id);
    }
  }

  /** Whoever else has set it going meanwhile has done what was wanted. */
  async #resume(id: OperationId): Promise<void> {
    const { operations, runner, resume } = this.parts;
    try {
      await resume(id);
    } catch (error) {
      const now = operations.find(id);
      if (now === null || now.status === 'completed' || (isActive(now.status) && runner.drives(id))) return;
      throw error instanceof FailureError ? new FailureError(childFailed(now, error.failure)) : error;
    }
  }

  /** A part that was stopped alone stops the whole for the same reason. */
  #stopWith({ reason, note }: OperationOf<'cancelled'>): void {
    const { operationId } = this.context;
    this.parts.runner.cancel(operationId, reason === 'parent' ? 'user' : reason, note);
    if (this.context.token.isCancelled) return;
    throw new FailureError(
      failure('internal', 'A part of this research was stopped, but the research could not be stopped with it.'),
    );
  }

  #passes(training: OperationOf<'completed'>): boolean {
    const known = this.#passed.get(training.operationId);
    if (known !== undefined) return known;
    const passed = passes(trainingGate(trainedCandidate(this.parts.operations, training)));
    this.#passed.set(training.operationId, passed);
    return passed;
  }

  #show(children: readonly Operation[]): void {
    const { variants } = this.request;
    const trainings = children.filter(({ type }) => type === 'training');
    const completed = trainings.filter((training) => training.status === 'completed');
    const areTrained = completed.length === variants;
    const backtesting = areTrained ? completed.filter((training) => this.#passes(training)).length : variants;
    this.context.updateProgress(researchProgress(children, { training: variants, backtesting }));
  }

  #children(): Operation[] {
    return this.parts.operations.children(this.context.operationId);
  }

  readonly #seen = (operation: Operation): ResearchChild => ({
    operation,
    driven: this.parts.runner.drives(operation.operationId),
    endedBefore: this.#endedBefore.get(operation.operationId) === operation.attempt,
  });

  /** Settles when a child has ended, at once; when one has only moved on, a little later; when told to stop, at once. */
  #nextChange(): { readonly happened: Promise<void>; readonly stop: () => void } {
    const { operations, clock } = this.parts;
    const { operationId: parent, token } = this.context;
    const { promise: happened, resolve } = Promise.withResolvers<void>();
    let dropTimer: (() => void) | null = null;
    const stopWatching = operations.onChange((change) => {
      if (change.kind !== 'changed') return;
      const child = operations.find(change.operationId);
      if (child?.parentOperationId !== parent) return;
      if (isActive(child.status)) dropTimer ??= clock.after(REDRAW_EVERY_MS, resolve);
      else resolve();
    });
    const stopListening = token.onCancelled(() => resolve());
    return {
      happened,
      stop: () => {
        stopWatching();
        stopListening();
        dropTimer?.();
      },
    };
  }
}

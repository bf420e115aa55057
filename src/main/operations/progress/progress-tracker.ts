import type { OperationMetadata } from '../../../contract/operation';
import type { OperationType } from '../../../contract/operation-type';
import type { PhaseDefinition } from '../../../contract/phase';
import type { OperationProgress } from '../../../contract/progress';
import type { JobSnapshot } from '../../../contract/worker-protocol';
import type { Clock } from '../../clock';
import { GenericProgressManager, shareOf } from './generic-progress-manager';
import { type NotedEstimate, NotedEstimates } from './noted-estimates';
import { PhaseClock } from './phase-clock';
import { type ProgressDomain, progressDomainOf } from './progress-domain';
import type { ProgressContext } from './progress-state';
import { type ProgressUpdate, updatedProgress } from './progress-update';
import { type RemainingRange, smoothedRange } from './remaining-range';
import { type DurationRecord, TimeEstimationEngine } from './time-estimation-engine';

export interface TrackedAttempt {
  readonly type: OperationType;
  readonly metadata: OperationMetadata;
  readonly phases: readonly PhaseDefinition[];
  /** What operations of this kind took, oldest first. */
  readonly history: readonly DurationRecord[];
  /** Where the attempt goes on: the progress stored before it, or {@link emptyProgress}. */
  readonly from: OperationProgress;
}

/** Progress of an operation of which nothing is done. */
export const emptyProgress = (phases: readonly PhaseDefinition[], updatedAt: string): OperationProgress => ({
  seq: 0,
  updatedAt,
  percentage: 0,
  currentStep: '',
  stepsCompleted: 0,
  stepsTotal: phases.length,
  itemsProcessed: 0,
  itemsTotal: null,
  currentItem: null,
  phases: new PhaseClock(phases).read(0),
  remaining: null,
  context: {},
});

/** The progress of an operation that completed: everything done. */
export const completedProgress = (last: OperationProgress, updatedAt: string): OperationProgress => ({
  ...last,
  seq: last.seq + 1,
  updatedAt,
  percentage: 100,
  currentStep: 'Completed',
  stepsCompleted: last.stepsTotal,
  phases: last.phases.map((phase) => ({
    ...phase,
    state: 'done',
    percentage: 100,
    durationMs: phase.durationMs ?? 0,
  })),
});

/** Turns the counters of a running attempt into what a person reads: words, percent, phases and remaining time. */
export class ProgressTracker {
  #lastSeq = -1;
  #published: OperationProgress;
  #shownAt: number;
  #startedAt: number;
  /** Where the bar was when the running phase began. */
  #enteredPercentage: number;
  readonly #manager: GenericProgressManager;
  readonly #phases: PhaseClock;
  readonly #domain: ProgressDomain;
  readonly #estimation: TimeEstimationEngine;
  readonly #estimates = new NotedEstimates();

  constructor(
    private readonly attempt: TrackedAttempt,
    private readonly clock: Clock,
  ) {
    this.#startedAt = clock.monotonic();
    this.#shownAt = this.#startedAt;
    this.#published = attempt.from;
    this.#enteredPercentage = attempt.from.percentage;
    this.#phases = new PhaseClock(attempt.phases);
    this.#estimation = new TimeEstimationEngine(attempt.history);
    this.#domain = progressDomainOf(attempt.type);
    this.#manager = new GenericProgressManager({ renderer: this.#domain.renderer, now: () => clock.now() });
    this.#manager.startOperation(
      attempt.metadata.title,
      attempt.phases.length,
      subjectOf(attempt.metadata),
      attempt.from.percentage,
    );
    this.#publish();
  }

  get progress(): OperationProgress {
    return this.#published;
  }

  get elapsedMs(): number {
    return this.clock.monotonic() - this.#startedAt;
  }

  /** Where the attempt began on the whole bar. */
  get startPercentage(): number {
    return this.attempt.from.percentage;
  }

  /** What it answered on its way to how long it takes in all. */
  get estimates(): readonly NotedEstimate[] {
    return this.#estimates.all;
  }

  /** Takes out time in which nothing worked, the computer slept for instance. */
  excludeTime(milliseconds: number): void {
    const now = this.clock.monotonic();
    const shifted = (moment: number): number => Math.min(now, moment + Math.max(0, milliseconds));
    this.#startedAt = shifted(this.#startedAt);
    this.#shownAt = shifted(this.#shownAt);
    this.#phases.excludeTime(milliseconds, now);
  }

  /** False when the snapshot is older than what is known, and so changes nothing. */
  fold(snapshot: JobSnapshot): boolean {
    const phase = this.attempt.phases[snapshot.phase];
    if (phase === undefined || snapshot.seq <= this.#lastSeq || snapshot.phase < this.#phases.running) return false;
    this.#lastSeq = snapshot.seq;
    if (snapshot.phase > this.#phases.running) this.#enter(phase, snapshot.phase);
    const { current, total, innerCurrent, innerTotal } = snapshot;
    const partial = shareOf(innerCurrent, innerTotal);
    this.#phases.reach(shareOf(current + partial, total));
    this.#manager.updateStepProgress({
      current,
      total,
      partial,
      items: current,
      ...(total > 0 ? { totalItems: total } : {}),
      message: this.#domain.describe(phase, snapshot),
      context: this.#domain.contextOf(phase, snapshot),
    });
    this.#publish();
    return true;
  }

  /** What an operation that main drives itself says. */
  update(update: ProgressUpdate): void {
    const index = this.attempt.phases.findIndex(({ id }) => id === update.phase?.id);
    if (index > this.#phases.running) this.#begin(index);
    if (index !== -1 && index === this.#phases.running) this.#phases.reach(shareOf(update.phase?.percentage ?? 0, 100));
    this.#show({
      ...updatedProgress(this.#published, update),
      ...(update.stepsCompleted === undefined && index !== -1 ? { stepsCompleted: this.#phases.done } : {}),
      updatedAt: new Date(this.clock.now()).toISOString(),
    });
  }

  /** Where it is at this moment, were it to end: durations up to date, nothing remaining to be waited for. */
  last(): OperationProgress {
    return { ...this.#published, phases: this.#phases.read(this.clock.monotonic()), remaining: null };
  }

  #enter(phase: PhaseDefinition, index: number): void {
    this.#begin(index);
    this.#manager.startStep({
      name: phase.label,
      number: index + 1,
      startPercentage: phase.from,
      endPercentage: phase.to,
    });
  }

  #begin(index: number): void {
    this.#phases.enter(index, this.clock.monotonic());
    this.#enteredPercentage = this.#published.percentage;
  }

  #publish(): void {
    const state = this.#manager.snapshot();
    if (state === null) return;
    this.#show({
      ...this.#published,
      updatedAt: new Date(state.updatedAt).toISOString(),
      percentage: state.percentage,
      currentStep: state.message,
      stepsCompleted: this.#phases.done,
      stepsTotal: state.totalSteps,
      itemsProcessed: Math.max(0, state.itemsProcessed),
      itemsTotal: state.totalItems,
      currentItem: null,
      context: state.context,
    });
  }

  #show(next: OperationProgress): void {
    const before = this.#published;
    const now = this.clock.monotonic();
    const remaining = this.#remaining(next.percentage, now);
    this.#estimates.pass(before.percentage, next.percentage, this.elapsedMs, remaining);
    this.#published = { ...next, seq: before.seq + 1, phases: this.#phases.read(now), remaining };
    this.#shownAt = now;
  }

  #remaining(percentage: number, now: number): RemainingRange | null {
    const elapsedMs = now - this.#startedAt;
    const phase = this.attempt.phases[this.#phases.running];
    const stretches = [
      ...(phase
        ? [
            {
              gained: percentage - Math.max(phase.from, this.#enteredPercentage),
              elapsedMs: now - this.#phases.enteredAt,
            },
          ]
        : []),
      { gained: percentage - this.attempt.from.percentage, elapsedMs },
    ];
    const estimate = this.#estimation.remaining({
      startPercentage: this.startPercentage,
      percentage,
      elapsedMs,
      stretches,
      now: this.clock.now(),
    });
    return smoothedRange(this.#published.remaining, estimate, now - this.#shownAt);
  }
}

function subjectOf({ symbol, timeframe, parameters }: OperationMetadata): ProgressContext {
  const { mode } = parameters;
  return {
    ...(symbol === null ? {} : { symbol }),
    ...(timeframe === null ? {} : { timeframe }),
    ...(mode === undefined ? {} : { mode }),
  };
}

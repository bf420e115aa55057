import type { PhaseDefinition } from '../../contract/phase';
import type { JobOutcome, JobSpecOf, JobType, WorkerAnswer, WorkerQuestion } from '../../contract/worker-protocol';
import type { JobControl } from '../../engine/job-control';

/** What an asynchronous phase (load, save) works with; it runs in the supervisor. */
export interface SupervisorContext {
  /** Aborted when the operation is cancelled; interrupt whatever is awaited. */
  readonly signal: AbortSignal;
  /** Counters of the running phase. */
  readonly update: (current: number, total: number) => void;
}

/**
 * The supervisor's half of a job. `load` reads files and market data into shared memory, `save` writes
 * what came out. Both are asynchronous and never compute for longer than a few milliseconds at a time.
 */
export interface SupervisorJob<T extends JobType, Input, Output> {
  readonly type: T;
  readonly phases: readonly PhaseDefinition[];
  /** Index of the phase that `load` and `save` stand for; the compute half enters those between. */
  readonly loadPhase: number;
  readonly savePhase: number;
  /** True for a job that is not to be stopped between its phases either: only force ends it. Absent: never. */
  ignoresCancel?(job: JobSpecOf<T>): boolean;
  /** Typed arrays in the input lie in SharedArrayBuffers, so that handing it to the thread copies nothing. */
  load(job: JobSpecOf<T>, context: SupervisorContext): Promise<Input>;
  save(output: Output, job: JobSpecOf<T>, context: SupervisorContext): Promise<JobOutcome>;
}

/** The compute thread's half: synchronous, over typed arrays, looking at its token. */
export type ComputeJob<Input, Output> = (input: Input, control: JobControl) => Output;

/** Answers the questions main puts beside a job (chart series). */
export type QuestionAnswerer = (question: WorkerQuestion) => Promise<WorkerAnswer>;

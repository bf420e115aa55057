import { FailureError, failure } from '../../contract/failure';
import type { WorkerAnswer, WorkerQuestion } from '../../contract/worker-protocol';
import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import type { WorkerProcess } from './worker-process';

const ANSWER_TIMEOUT_MS = 30_000;

export type AnswerTo<Q extends WorkerQuestion> = Extract<WorkerAnswer, { ask: Q['ask'] }>;

/** A worker that runs no operations and so can always answer; started with the first question, kept warm for more. */
export class QuestionWorker {
  #worker: Promise<WorkerProcess> | null = null;
  #open = 0;
  #dropTimer: Dispose = () => {};

  constructor(
    private readonly start: () => Promise<WorkerProcess>,
    private readonly keepWarmMs: number,
    private readonly clock: Clock,
  ) {}

  /** @throws FailureError when the worker refuses, ends, does not start or does not answer in time. */
  async ask<Q extends WorkerQuestion>(question: Q): Promise<AnswerTo<Q>> {
    this.#dropTimer();
    this.#open += 1;
    try {
      const worker = await this.#ready();
      const reply = await worker.ask((requestId) => ({ kind: 'question', requestId, question }), ANSWER_TIMEOUT_MS);
      if (reply.kind === 'answer' && isAnswerTo(question, reply.answer)) return reply.answer;
      throw new FailureError(
        failure('internal', `A worker was asked for ${question.ask} and answered something else.`),
      );
    } finally {
      this.#open -= 1;
      if (this.#open === 0) this.#dropTimer = this.clock.after(this.keepWarmMs, () => this.#retire());
    }
  }

  #ready(): Promise<WorkerProcess> {
    if (this.#worker !== null) return this.#worker;
    const starting = this.start();
    const forget = (): void => {
      if (this.#worker === starting) this.#worker = null;
    };
    starting.then((worker) => worker.onExit(forget), forget);
    this.#worker = starting;
    return starting;
  }

  #retire(): void {
    void this.#worker?.then((worker) => worker.retire());
    this.#worker = null;
  }
}

const isAnswerTo = <Q extends WorkerQuestion>(question: Q, answer: WorkerAnswer): answer is AnswerTo<Q> =>
  answer.ask === question.ask;

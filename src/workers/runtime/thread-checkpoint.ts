import { deserialize, serialize } from 'node:v8';
import { FailureError, failure, failureOf } from '../../contract/failure';
import type { JobCheckpoint, JobLeaving, Resumable } from '../../engine/job-control';
import {
  CHECKPOINT_ASKED_WORD,
  CHECKPOINTS_PENDING_WORD,
  loadProgress,
  PUBLISHED_WORD,
  WRITTEN_WORD,
} from './bridge-memory';
import { CheckpointSchedule } from './checkpoint-schedule';
import type { HandedState, MessageFromThread, RunMessage, StoredState } from './compute-messages';

export type PostToSupervisor = (message: MessageFromThread, transfer?: readonly ArrayBuffer[]) => void;

/** A job's checkpoints as its thread makes them: serialised here, written by the supervisor. */
export class ThreadCheckpoint implements JobCheckpoint {
  readonly resumeFrom: unknown;
  readonly #words: Int32Array;
  readonly #schedule: CheckpointSchedule;
  readonly #post: PostToSupervisor;
  readonly #now: () => number;
  /** Of a job that is done, until its result is stored. */
  #kept: Resumable | null = null;

  /** @throws FailureError `checkpoint_damaged` */
  constructor(
    start: Pick<RunMessage, 'memory' | 'resumeFrom' | 'policy' | 'attemptAgeMs'>,
    post: PostToSupervisor,
    now: () => number = () => performance.now(),
  ) {
    this.resumeFrom = start.resumeFrom === null ? null : snapshotOf(start.resumeFrom);
    this.#words = new Int32Array(start.memory);
    this.#schedule = new CheckpointSchedule(start.policy, start.resumeFrom?.units ?? 0, now() - start.attemptAgeMs);
    this.#post = post;
    this.#now = now;
  }

  isDue(units: number): boolean {
    const words = this.#words;
    if (Atomics.load(words, CHECKPOINT_ASKED_WORD) === 0 && !this.#schedule.isDue(units, this.#now())) return false;
    return Atomics.load(words, CHECKPOINTS_PENDING_WORD) === 0;
  }

  save(work: Resumable): void {
    const from = this.#now();
    const isAsked = Atomics.exchange(this.#words, CHECKPOINT_ASKED_WORD, 0) === 1;
    this.#hand(isAsked ? 'asked' : 'due', work);
    this.#schedule.made(work.units, from, this.#now());
  }

  leave(how: JobLeaving, work: Resumable): void {
    if (how === 'completed') this.#kept = work;
    else this.#hand(how, work);
  }

  /** What became of a job that was done: the work it left is handed over now, or let go because its result is stored. */
  settle(how: JobLeaving): void {
    const kept = this.#kept;
    this.#kept = null;
    if (kept !== null && how !== 'completed') this.#hand(how, kept);
  }

  #hand(why: HandedState['why'], work: Resumable): void {
    const words = this.#words;
    try {
      const { buffer, byteOffset, length } = serialize(work.snapshot());
      const state = new Uint8Array(buffer as ArrayBuffer, byteOffset, length);
      const handed: HandedState = {
        why,
        units: work.units,
        state,
        metricRows: Atomics.load(words, WRITTEN_WORD) >>> 0,
        progress: loadProgress(words, Atomics.load(words, PUBLISHED_WORD)),
      };
      Atomics.add(words, CHECKPOINTS_PENDING_WORD, 1);
      this.#post({ kind: 'state', handed }, [state.buffer]);
    } catch (thrown) {
      this.#post({ kind: 'stateFailed', failure: failureOf(thrown) });
    }
  }
}

function snapshotOf({ state }: StoredState): unknown {
  try {
    return deserialize(state);
  } catch (thrown) {
    throw new FailureError(
      failure('checkpoint_damaged', 'The checkpoint cannot be read. Start the operation again from the beginning.', {
        detail: String(thrown),
      }),
    );
  }
}

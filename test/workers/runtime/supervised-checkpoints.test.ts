import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CancelReason } from '../../../src/contract/cancellation';
import { DUMMY_PHASES } from '../../../src/contract/dummy-phases';
import { FailureError, failure } from '../../../src/contract/failure';
import {
  type JobStart,
  type WorkerToMain,
  type WrittenCheckpoint,
  workerToMainSchema,
} from '../../../src/contract/worker-protocol';
import type { WriteCheckpoint } from '../../../src/workers/runtime/checkpoint-writer';
import { ComputeThread } from '../../../src/workers/runtime/compute-thread';
import {
  type AnySupervisorJob,
  SupervisedJob,
  type SupervisedJobOptions,
} from '../../../src/workers/runtime/supervised-job';
import { dummyOutcome } from '../../fakes/fake-workers';
import { freshStart } from '../../fakes/job-start';
import { operationId } from '../../fakes/operation-ids';
import { type BundledEntries, bundleEntries } from '../bundle-entries';
import { temporaryFolder } from '../data/temporary-folder';
import type { Probe } from './probe-job';

/** Checkpoints from a real thread through the supervisor to main. */
const id = operationId(1);
const spec = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;

let entries: BundledEntries;
let thread: ComputeThread;
let said: WorkerToMain[];
let folder: string;
beforeAll(async () => {
  entries = await bundleEntries({ probe: 'runtime/probe-job.ts' });
});
afterAll(() => entries.remove());
beforeEach(() => {
  thread = new ComputeThread(entries.path('probe'));
  said = [];
  folder = temporaryFolder();
});
afterEach(() => thread.terminate());

interface JobOptions {
  readonly half?: Partial<AnySupervisorJob>;
  readonly start?: Partial<JobStart>;
  readonly more?: Partial<SupervisedJobOptions>;
}

const jobOf = (probe: Probe, { half, start, more }: JobOptions = {}): SupervisedJob =>
  new SupervisedJob({
    operationId: id,
    spec,
    start: freshStart({ checkpointsFolder: folder, ...start }),
    half: async () => ({
      type: 'dummy',
      phases: DUMMY_PHASES,
      loadPhase: 0,
      savePhase: 2,
      load: async () => ({ probe }),
      save: async () => dummyOutcome(),
      ...half,
    }),
    thread,
    post: (message) => said.push(workerToMainSchema.parse(structuredClone(message))),
    log: () => {},
    ...more,
  });

const isTold = (kind: WorkerToMain['kind']): boolean => said.some((message) => message.kind === kind);
async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(1);
}
const counting = (job: SupervisedJob): Promise<void> => until(() => (job.snapshot()?.current ?? 0) > 0);

const checkpoints = (): WrittenCheckpoint[] =>
  said.flatMap((message) => (message.kind === 'checkpoint' ? [message.checkpoint] : []));

/** Seq of the row after the last one said before a message. */
function rowsBefore(index: number): number {
  const batches = said.slice(0, index).flatMap((message) => (message.kind === 'metrics' ? [message.batch] : []));
  const last = batches.at(-1);
  return last === undefined ? 0 : last.firstSeq + last.kinds.length;
}

/** A writer that waits until it is dropped. */
const stuck: WriteCheckpoint = (_folder, _head, _state, signal) =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('a job that is stopped', () => {
  test.each([
    ['user', 'cancelled'],
    ['parent', 'cancelled'],
    ['paused', 'paused'],
    ['shutdown', 'shutdown'],
  ] as const)(
    'because of %s leaves a checkpoint of cause %s before it says so, after its metrics',
    async (reason, cause) => {
      const job = jobOf('count');
      const run = job.run();
      await counting(job);
      job.cancel(reason);
      expect(await run).toBe('clean');
      expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: false, warnings: ['counts without an end'] });
      const at = said.findIndex(({ kind }) => kind === 'checkpoint');
      const [checkpoint] = checkpoints();
      expect(checkpoint).toMatchObject({ cause, snapshot: { phase: 1 } });
      expect(checkpoint?.units).toBe(checkpoint?.nextMetricSeq);
      expect(rowsBefore(at)).toBeGreaterThanOrEqual(checkpoint?.nextMetricSeq ?? Number.NaN);
      expect(readdirSync(folder)).toEqual([`${checkpoint?.sha256}.checkpoint`]);
    },
  );

  test('goes on from there, its metric rows after the ones it had', async () => {
    const first = jobOf('count');
    const firstRun = first.run();
    await counting(first);
    first.cancel('paused');
    await firstRun;
    const [left] = checkpoints();
    said = [];
    const resumeFrom = { path: left!.path, sha256: left!.sha256 };
    const again = jobOf('count', { start: { resumeFrom, firstMetricSeq: left!.nextMetricSeq } });
    const run = again.run();
    const end = left!.units + 1_000;
    await until(() => again.snapshot()?.current === end);
    again.cancel('user');
    await run;
    const rows = said.flatMap((message) => (message.kind === 'metrics' ? [message.batch] : []));
    expect(rows[0]).toMatchObject({ firstSeq: left!.nextMetricSeq });
    expect(rows[0]?.values[0]).toBe(left!.units);
    expect(checkpoints()).toMatchObject([{ units: end, nextMetricSeq: end }]);
  });

  test.each([
    ['damaged', (path: string) => writeFileSync(path, 'nonsense'), 'checkpoint_damaged'],
    ['another one', () => {}, 'checkpoint_damaged'],
  ])('does not go on from a checkpoint that is %s', async (_, spoil, code) => {
    const path = join(folder, 'a.checkpoint');
    spoil(path);
    const job = jobOf('count', { start: { resumeFrom: { path, sha256: 'a' } } });
    expect(await job.run()).toBe('unclean');
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code, phase: 'Prepare' } });
    expect(isTold('metrics')).toBe(false);
  });

  test('while it loads leaves none and is not kept waiting', async () => {
    const load = (_: never, { signal }: { signal: AbortSignal }): Promise<never> =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    const job = jobOf('count', { half: { load } });
    const run = job.run();
    await until(() => isTold('progress'));
    job.cancel('user');
    await run;
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled' });
    expect(checkpoints()).toEqual([]);
  });

  test.each([
    ['stopped', 'cancelled', 'paused'],
    ['failed', 'failed', 'failed'],
  ] as const)('while its result is stored, or when that %s, leaves what it had computed', async (how, kind, cause) => {
    const save = async (_o: never, _s: never, { signal }: { signal: AbortSignal }) => {
      if (how === 'failed') throw new FailureError(failure('disk_full', 'The disk is full.'));
      job.cancel('paused');
      signal.throwIfAborted();
      return dummyOutcome();
    };
    const job = jobOf('finish', { half: { save } });
    await job.run();
    expect(said.at(-1)).toMatchObject({ kind });
    expect(checkpoints()).toMatchObject([{ cause, units: 3 }]);
  });
});

describe('a job that fails', () => {
  test('leaves a checkpoint that says so', async () => {
    await jobOf('fault').run();
    expect(said.map(({ kind }) => kind).slice(-2)).toEqual(['checkpoint', 'failed']);
    expect(checkpoints()).toMatchObject([{ cause: 'failed', units: 3 }]);
    expect(said.at(-1)).toMatchObject({ failure: { message: expect.stringContaining('a fault of its own') } });
  });

  test('and cannot make one says both, its own fault last', async () => {
    await jobOf('torn').run();
    expect(said.filter(({ kind }) => kind !== 'progress').slice(-2)).toMatchObject([
      { kind: 'checkpointFailed', failure: { message: expect.stringContaining('no snapshot of this') } },
      { kind: 'failed', failure: { message: expect.stringContaining('the fault itself') } },
    ]);
  });

  test('because its thread stopped says in which phase', async () => {
    await jobOf('exit').run();
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code: 'worker_crashed', phase: 'Work' } });
  });
});

describe('a job that works on', () => {
  test('leaves a checkpoint when one is asked for, for the reason given', async () => {
    const job = jobOf('count');
    const run = job.run();
    await counting(job);
    job.requestCheckpoint('suspend');
    await until(() => isTold('checkpoint'));
    expect(job.hasEnded).toBe(false);
    job.cancel('user');
    await run;
    expect(checkpoints().map(({ cause }) => cause)).toEqual(['suspend', 'cancelled']);
  });

  test('leaves them by its policy', async () => {
    const job = jobOf('count', { start: { policy: { units: 10, seconds: 3_600 } } });
    const run = job.run();
    await until(() => isTold('checkpoint'));
    job.cancel('user');
    await run;
    expect(checkpoints()[0]).toMatchObject({ cause: 'periodic', units: 10, nextMetricSeq: 10 });
  });

  test('goes on when they cannot be written, and says why', async () => {
    const full = failure('disk_full', 'The disk is full.');
    const writeCheckpoint: WriteCheckpoint = () => Promise.reject(new FailureError(full));
    const job = jobOf('count', { more: { writeCheckpoint } });
    const run = job.run();
    await counting(job);
    job.requestCheckpoint('suspend');
    await until(() => isTold('checkpointFailed'));
    expect(job.hasEnded).toBe(false);
    job.cancel('user');
    await run;
    const end = { kind: 'cancelled', forced: false };
    const failed = { kind: 'checkpointFailed', failure: full };
    expect(said.filter(({ kind }) => kind === 'checkpointFailed')).toMatchObject([failed, failed]);
    expect(said.at(-1)).toMatchObject(end);
  });

  test('gives up what is not written when it completes, and leaves nothing of it', async () => {
    const job = jobOf('finish', { start: { policy: { units: 1, seconds: 3_600 } }, more: { writeCheckpoint: stuck } });
    expect(await job.run()).toBe('clean');
    expect(said.at(-1)).toMatchObject({ kind: 'completed', outcome: { warnings: ['finishes soon'] } });
    expect(isTold('checkpoint')).toBe(false);
  });
});

describe('force', () => {
  test('does not wait for a checkpoint that is being written, and leaves no half of it', async () => {
    let isWriting = false;
    const writeCheckpoint: WriteCheckpoint = (...written) => {
      isWriting = true;
      return stuck(...written);
    };
    const job = jobOf('count', { more: { writeCheckpoint } });
    const run = job.run();
    await counting(job);
    job.cancel('user');
    await until(() => isWriting);
    expect(isTold('cancelled')).toBe(false);
    expect(job.terminate()).toBe(true);
    expect(await run).toBe('unclean');
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: true });
    expect([isTold('checkpoint'), isTold('checkpointFailed')]).toEqual([false, false]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('upon a job that never looks leaves none', async () => {
    const job = jobOf('spin');
    const run = job.run();
    await until(() => job.snapshot()?.phase === 1);
    job.cancel('user' satisfies CancelReason);
    job.terminate();
    await run;
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: true });
    expect(checkpoints()).toEqual([]);
  });
});

test('how long a job has been silent follows its own clock and what its phase promises', async () => {
  let now = 1_000;
  let release: () => void = () => {};
  const phases = DUMMY_PHASES.map((phase) => (phase.id === 'prepare' ? { ...phase, reportEveryMs: 7_000 } : phase));
  let update: (current: number, total: number) => void = () => {};
  const job = jobOf('finish', {
    half: {
      phases,
      load: (_, context) => {
        update = context.update;
        return new Promise((resolve) => (release = () => resolve({ probe: 'finish' })));
      },
    },
    more: { now: () => now },
  });
  expect(job.reportAge()).toEqual({ reportAgeMs: 0, reportDueMs: 1_000 });
  const run = job.run();
  await until(() => isTold('progress'));
  now += 5_000;
  expect(job.reportAge()).toEqual({ reportAgeMs: 5_000, reportDueMs: 7_000 });
  update(1, 2);
  expect(job.reportAge()).toEqual({ reportAgeMs: 0, reportDueMs: 7_000 });
  await until(() => said.filter(({ kind }) => kind === 'progress').length === 2);
  now += 300;
  expect(job.reportAge().reportAgeMs).toBe(300);
  release();
  await run;
});

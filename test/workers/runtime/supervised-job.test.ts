import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DUMMY_PHASES } from '../../../src/contract/dummy-phases';
import { FailureError, failure } from '../../../src/contract/failure';
import { type WorkerToMain, workerToMainSchema } from '../../../src/contract/worker-protocol';
import { JobInputError } from '../../../src/engine/job-input-error';
import { ComputeThread } from '../../../src/workers/runtime/compute-thread';
import type { SupervisorContext } from '../../../src/workers/runtime/job-module';
import { type AnySupervisorJob, SupervisedJob } from '../../../src/workers/runtime/supervised-job';
import { dummyOutcome } from '../../fakes/fake-workers';
import { freshStart } from '../../fakes/job-start';
import { operationId } from '../../fakes/operation-ids';
import { type BundledEntries, bundleEntries } from '../bundle-entries';
import type { Probe } from './probe-job';

const id = operationId(1);
const spec = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;

let entries: BundledEntries;
let thread: ComputeThread;
let said: WorkerToMain[];
beforeAll(async () => {
  entries = await bundleEntries({ probe: 'runtime/probe-job.ts' });
});
afterAll(() => entries.remove());
beforeEach(() => {
  thread = new ComputeThread(entries.path('probe'));
  said = [];
});
afterEach(() => thread.terminate());

/** A supervisor half that hands the probe to the thread; `more` replaces parts of it. */
const half = (probe: Probe, more: Partial<AnySupervisorJob> = {}): AnySupervisorJob => ({
  type: 'dummy',
  phases: DUMMY_PHASES,
  loadPhase: 0,
  savePhase: 2,
  load: async () => ({ probe }),
  save: async () => dummyOutcome(),
  ...more,
});

const jobWith = (supervisorHalf: AnySupervisorJob): SupervisedJob =>
  new SupervisedJob({
    operationId: id,
    spec,
    start: freshStart(),
    half: async () => supervisorHalf,
    thread,
    // What is said must survive the way to main and be understood there.
    post: (message) => said.push(workerToMainSchema.parse(structuredClone(message))),
    log: () => {},
  });

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

async function untilSaid(kind: WorkerToMain['kind']): Promise<void> {
  while (!said.some((message) => message.kind === kind)) await sleep(5);
}

const untilPhase = async (job: SupervisedJob, phase: number): Promise<void> => {
  while (job.snapshot()?.phase !== phase) await sleep(1);
};

const terminals = () => said.filter(({ kind }) => kind === 'completed' || kind === 'cancelled' || kind === 'failed');

describe('a job in its supervisor', () => {
  test('says started first and its end last, with every metric in between, in order', async () => {
    const job = jobWith(half('flood'));
    expect(await job.run()).toBe('clean');
    expect(said[0]).toEqual({ kind: 'started', operationId: id });
    expect(said.at(-1)).toEqual({ kind: 'completed', operationId: id, outcome: dummyOutcome() });
    expect(terminals()).toHaveLength(1);
    const rows = said.flatMap((message) =>
      message.kind === 'metrics'
        ? Array.from(message.batch.kinds, (_, row) => [
            message.batch.firstSeq + row,
            message.batch.values[row * message.batch.width],
          ])
        : [],
    );
    expect(rows).toEqual(Array.from({ length: 10_000 }, (_, row) => [row, row]));
    const progress = said.flatMap((message) => (message.kind === 'progress' ? [message.snapshot] : []));
    expect(progress.map(({ seq }) => seq)).toEqual(progress.map(({ seq }) => seq).sort((a, b) => a - b));
    expect(new Set(progress.map(({ seq }) => seq)).size).toBe(progress.length);
    expect(progress.at(-1)).toMatchObject({ phase: 2 });
  });

  test('shows what load and save report', async () => {
    const seen: string[] = [];
    const report = async (context: SupervisorContext, phase: string): Promise<void> => {
      context.update(3, 4);
      const snapshot = job.snapshot();
      seen.push(`${phase}: ${snapshot?.phase} ${snapshot?.current}/${snapshot?.total}`);
    };
    const job = jobWith(
      half('return', {
        load: async (_, context) => {
          await report(context, 'load');
          return { probe: 'return' };
        },
        save: async (_output, _spec, context) => {
          await report(context, 'save');
          return dummyOutcome();
        },
      }),
    );
    await job.run();
    expect(seen).toEqual(['load: 0 3/4', 'save: 2 3/4']);
  });

  test('keeps its metrics for main to ask again, also after its end', async () => {
    const job = jobWith(half('flood'));
    await job.run();
    const batch = job.metricsFrom(9_990);
    expect(batch !== null && batch !== 'gone' && batch.firstSeq + batch.kinds.length).toBe(10_000);
    expect(job.metricsFrom(10_000)).toBeNull();
  });
});

describe('a job that fails', () => {
  test.each([
    ['load', new FailureError(failure('bad_csv', 'Line 7.')), 'bad_csv', 'Prepare'],
    ['load', new JobInputError('empty_range', 'No bars.'), 'empty_range', 'Prepare'],
    ['save', new Error('disk'), 'internal', 'Finish'],
  ] as const)('in %s says why and in which phase', async (where, thrown, code, phase) => {
    const job = jobWith(half('return', { [where]: () => Promise.reject(thrown) }));
    expect(await job.run()).toBe('unclean');
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code, phase } });
    expect(terminals()).toHaveLength(1);
  });

  test('in the thread says so too', async () => {
    await jobWith(half('throw')).run();
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code: 'internal', phase: 'Work' } });
  });

  test('because it is the wrong half or has none ends all the same', async () => {
    await jobWith(half('return', { type: 'training' })).run();
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code: 'internal', phase: null } });
  });

  test('because its result cannot be handed over says that', async () => {
    await jobWith(half('return', { save: async () => ({ ...dummyOutcome(), warnings: [(() => '') as never] }) })).run();
    expect(said.at(-1)).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(terminals()).toHaveLength(1);
  });
});

describe('a job that is cancelled', () => {
  const cancelled = { kind: 'cancelled', operationId: id, forced: false, warnings: [] };

  test('before it loads does not load at all', async () => {
    const job = jobWith(half('return', { load: () => Promise.reject(new Error('loaded')) }));
    const run = job.run();
    job.cancel('user');
    expect(await run).toBe('clean');
    expect(said).toEqual([{ kind: 'started', operationId: id }, cancelled]);
  });

  test('while it loads is interrupted', async () => {
    const job = jobWith(half('return', { load: (_, { signal }) => untilAborted(signal) }));
    const run = job.run();
    await untilSaid('progress');
    job.cancel('user');
    expect(await run).toBe('clean');
    expect(said.at(-1)).toEqual(cancelled);
  });

  test('is cancelled also when the driver reports the interruption in its own words', async () => {
    const load = (_: never, { signal }: SupervisorContext): Promise<never> =>
      untilAborted(signal).catch(() => Promise.reject(new Error('INTERRUPT Error: Interrupted!')));
    const job = jobWith(half('return', { load }));
    const run = job.run();
    await untilSaid('progress');
    job.cancel('user');
    await run;
    expect(said.at(-1)).toEqual(cancelled);
  });

  test('whose load did not listen stops before it computes', async () => {
    const job = jobWith(
      half('spin', {
        load: async () => {
          job.cancel('user');
          return { probe: 'spin' };
        },
      }),
    );
    await job.run();
    expect(said.at(-1)).toEqual(cancelled);
    expect(job.snapshot()?.phase).toBe(0);
  });

  test('while it computes stops at its next look', async () => {
    const job = jobWith(half('wait'));
    const run = job.run();
    await untilPhase(job, 1);
    job.cancel('user');
    expect(await run).toBe('clean');
    expect(said.at(-1)).toEqual(cancelled);
  });

  test('while it saves is interrupted', async () => {
    const job = jobWith(half('return', { save: (_output, _spec, { signal }) => untilAborted(signal) }));
    const run = job.run();
    await untilPhase(job, 2);
    job.cancel('user');
    await run;
    expect(said.at(-1)).toEqual(cancelled);
  });

  test('but ignores that goes on to its end, through all its phases', async () => {
    const job = jobWith(half('return', { ignoresCancel: () => true }));
    const run = job.run();
    job.cancel('user');
    expect(await run).toBe('clean');
    expect(said.at(-1)).toMatchObject({ kind: 'completed' });
  });

  test('after its end stays what it was', async () => {
    const job = jobWith(half('return'));
    await job.run();
    job.cancel('user');
    expect(job.terminate()).toBe(true);
    expect(job.hasEnded).toBe(true);
    expect(terminals()).toMatchObject([{ kind: 'completed' }]);
  });
});

describe('a job that is terminated', () => {
  test('while it computes is gone, whatever it does', async () => {
    const job = jobWith(half('spin'));
    const run = job.run();
    await untilPhase(job, 1);
    job.cancel('user');
    expect(job.terminate()).toBe(true);
    expect(await run).toBe('unclean');
    expect(said.at(-1)).toEqual({ kind: 'cancelled', operationId: id, forced: true, warnings: [] });
    expect(thread.isGone).toBe(true);
  });

  test('while it waits for a load that does not listen needs the end of its process', async () => {
    let release: () => void = () => {};
    const job = jobWith(
      half('return', { load: () => new Promise((resolve) => (release = () => resolve({ probe: 'return' }))) }),
    );
    const run = job.run();
    await untilSaid('progress');
    job.cancel('user');
    expect(job.terminate()).toBe(false);
    release();
    await run;
    expect(said.at(-1)).toMatchObject({ kind: 'cancelled', forced: false });
  });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DUMMY_PHASES } from '../../../src/contract/dummy-phases';
import { FailureError, failure } from '../../../src/contract/failure';
import {
  type JobType,
  type MainToWorker,
  WORKER_PROTOCOL_VERSION,
  type WorkerToMain,
  workerToMainSchema,
} from '../../../src/contract/worker-protocol';
import { ENGINE_VERSION } from '../../../src/engine/engine-version';
import type { QuestionAnswerer, SupervisorContext } from '../../../src/workers/runtime/job-module';
import type { AnySupervisorJob } from '../../../src/workers/runtime/supervised-job';
import { Supervisor, type SupervisorJobs } from '../../../src/workers/runtime/supervisor';
import { dummyOutcome, settled } from '../../fakes/fake-workers';
import { freshStart } from '../../fakes/job-start';
import { operationId } from '../../fakes/operation-ids';
import { type BundledEntries, bundleEntries } from '../bundle-entries';
import { temporaryFolder } from '../data/temporary-folder';

const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const points = { ask: 'equity_points', time: new Float64Array([1]), equity: new Float64Array([2]) } as const;

let entries: BundledEntries;
let said: WorkerToMain[];
let exits: number[];
let send: (message: unknown) => void;
let preloaded: JobType[];

beforeAll(async () => {
  entries = await bundleEntries({ probe: 'runtime/probe-job.ts' });
});
afterAll(() => entries.remove());
// A supervisor lives as long as its process, so its timers have no end of their own.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A job that is loading until it is cancelled. */
const loading: Partial<AnySupervisorJob> = {
  load: (_: never, { signal }: SupervisorContext) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

async function serve(
  half: Partial<AnySupervisorJob> = {},
  answer: QuestionAnswerer = async () => points,
): Promise<void> {
  said = [];
  exits = [];
  preloaded = [];
  const load = (type: JobType) => async (): Promise<AnySupervisorJob> => {
    preloaded.push(type);
    return {
      type,
      phases: DUMMY_PHASES,
      loadPhase: 0,
      savePhase: 2,
      load: async () => ({ probe: 'return' }),
      save: async () => dummyOutcome(),
      ...half,
    };
  };
  const jobs: SupervisorJobs = {
    training: load('training'),
    backtesting: load('backtesting'),
    data_load: load('data_load'),
    dummy: load('dummy'),
    agent_design: load('agent_design'),
    agent_assessment: load('agent_assessment'),
  };
  await new Supervisor({
    port: {
      post: (message) => said.push(workerToMainSchema.parse(structuredClone(message))),
      onMessage: (listener) => {
        send = (message) => listener(structuredClone(message));
      },
    },
    workerId: 'w1',
    workerKind: 'dummy',
    jobs,
    answer,
    computeEntry: entries.path('probe'),
    exit: (code) => exits.push(code),
    log: () => {},
  }).serve();
}

const tell = (message: MainToWorker): void => send(message);
const start = (number: number): void =>
  tell({ kind: 'start', operationId: operationId(number), job, start: freshStart() });

async function until<K extends WorkerToMain['kind']>(kind: K): Promise<Extract<WorkerToMain, { kind: K }>> {
  for (;;) {
    const found = said.find((message): message is Extract<WorkerToMain, { kind: K }> => message.kind === kind);
    if (found !== undefined) return found;
    await settled();
  }
}

describe('a supervisor', () => {
  test('says hello once it has loaded what its jobs need', async () => {
    await serve();
    expect(preloaded).toEqual(['dummy']);
    expect(said).toEqual([
      {
        kind: 'hello',
        workerId: 'w1',
        workerKind: 'dummy',
        pid: process.pid,
        protocolVersion: WORKER_PROTOCOL_VERSION,
        engineVersion: ENGINE_VERSION,
      },
    ]);
  });

  test('sends a heartbeat each second, which names the operation while it runs', async () => {
    await serve(loading);
    vi.advanceTimersByTime(1_000);
    const silent = { reportAgeMs: null, reportDueMs: null };
    const idle = { kind: 'heartbeat', operationId: null, memoryBytes: expect.any(Number), ...silent };
    expect(said.at(-1)).toMatchObject(idle);
    start(1);
    vi.advanceTimersByTime(1_000);
    const beats = said.filter((message) => message.kind === 'heartbeat');
    expect(beats.map((beat) => beat.operationId)).toEqual([null, operationId(1)]);
    expect(beats[1]).toMatchObject({ reportAgeMs: expect.any(Number), reportDueMs: 1_000 });
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'user' });
    await until('cancelled');
    vi.advanceTimersByTime(1_000);
    expect(said.at(-1)).toMatchObject({ kind: 'heartbeat', operationId: null });
  });

  test('runs a job to its end and takes the next one', async () => {
    await serve();
    start(1);
    expect(await until('completed')).toMatchObject({ operationId: operationId(1) });
    said = [];
    start(2);
    expect(await until('completed')).toMatchObject({ operationId: operationId(2) });
  });

  test('refuses a second operation while it is busy, and goes on with the first', async () => {
    await serve(loading);
    start(1);
    start(2);
    expect(await until('failed')).toMatchObject({ operationId: operationId(2), failure: { code: 'internal' } });
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'user' });
    expect(await until('cancelled')).toMatchObject({ operationId: operationId(1) });
  });

  test('answers where its job is and has nothing to say about others', async () => {
    await serve(loading);
    start(1);
    await settled();
    tell({ kind: 'snapshot', requestId: 1, operationId: operationId(1) });
    tell({ kind: 'snapshot', requestId: 2, operationId: operationId(2) });
    tell({ kind: 'metrics', requestId: 3, operationId: operationId(1), cursor: 0 });
    expect(said.filter(({ kind }) => kind === 'snapshotReply' || kind === 'metricsReply')).toMatchObject([
      { kind: 'snapshotReply', requestId: 1, snapshot: { phase: 0 } },
      { kind: 'snapshotReply', requestId: 2, snapshot: null },
      { kind: 'metricsReply', requestId: 3, batch: null },
    ]);
    tell({ kind: 'cancel', operationId: operationId(2), reason: 'user' });
    tell({ kind: 'terminate', operationId: operationId(2) });
    await settled();
    expect(exits).toEqual([]);
    expect(said.some(({ kind }) => kind === 'cancelled')).toBe(false);
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'user' });
    await until('cancelled');
  });

  test('ends its process when a load is to be ended by force', async () => {
    await serve(loading);
    start(1);
    await settled();
    tell({ kind: 'terminate', operationId: operationId(1) });
    expect(exits).toEqual([65]);
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'user' });
    await until('cancelled');
  });

  test('has its job leave a checkpoint when it is asked for one', async () => {
    const folder = temporaryFolder();
    await serve({ load: async () => ({ probe: 'count' }) });
    tell({ kind: 'start', operationId: operationId(1), job, start: freshStart({ checkpointsFolder: folder }) });
    tell({ kind: 'checkpoint', operationId: operationId(2), cause: 'suspend' });
    tell({ kind: 'checkpoint', operationId: operationId(1), cause: 'suspend' });
    expect(await until('checkpoint')).toMatchObject({ operationId: operationId(1), checkpoint: { cause: 'suspend' } });
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'shutdown' });
    await until('cancelled');
    const causes = said.flatMap((message) => (message.kind === 'checkpoint' ? [message.checkpoint.cause] : []));
    expect(causes).toEqual(['suspend', 'shutdown']);
  });

  test('answers questions and refuses with the reason, beside its job', async () => {
    const fault = failure('file_missing', 'The file is gone.');
    await serve(loading, async ({ ask }) => {
      if (ask === 'equity_points') return points;
      throw new FailureError(fault);
    });
    start(1);
    tell({ kind: 'question', requestId: 7, question: { ask: 'equity_points', path: '/a' } });
    expect(await until('answer')).toEqual({ kind: 'answer', requestId: 7, answer: points });
    const window = { from: null, to: null, points: 10 };
    tell({ kind: 'question', requestId: 8, question: { ask: 'equity_series', path: '/a', window } });
    expect(await until('refusal')).toEqual({ kind: 'refusal', requestId: 8, failure: fault });
    tell({ kind: 'cancel', operationId: operationId(1), reason: 'user' });
    await until('cancelled');
  });

  test('exits when it is asked to, and when it is told something it does not understand', async () => {
    await serve();
    tell({ kind: 'exit' });
    send({ kind: 'start', operationId: 'nonsense', job });
    expect(exits).toEqual([0, 64]);
  });
});

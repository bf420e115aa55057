import { deserialize } from 'node:v8';
import { beforeEach, describe, expect, test } from 'vitest';
import { metricKindIndex } from '../../../src/contract/metric-kinds';
import { JobCancelled, withFinalCheckpoint } from '../../../src/engine/job-control';
import {
  CHECKPOINT_ASKED_WORD,
  CHECKPOINTS_PENDING_WORD,
  createBridgeMemory,
} from '../../../src/workers/runtime/bridge-memory';
import { BridgeWriter } from '../../../src/workers/runtime/bridge-writer';
import type { HandedState, MessageFromThread, StoredState } from '../../../src/workers/runtime/compute-messages';
import { SharedToken } from '../../../src/workers/runtime/shared-token';
import { ThreadCheckpoint } from '../../../src/workers/runtime/thread-checkpoint';

let memory: SharedArrayBuffer;
let words: Int32Array;
let told: MessageFromThread[];
let now: number;
beforeEach(() => {
  memory = createBridgeMemory();
  words = new Int32Array(memory);
  told = [];
  now = 0;
});

const checkpointOf = (resumeFrom: StoredState | null = null, attemptAgeMs = 0): ThreadCheckpoint =>
  new ThreadCheckpoint(
    { memory, resumeFrom, policy: { units: 10, seconds: 60 }, attemptAgeMs },
    (message, transfer = []) => told.push(structuredClone(message, { transfer: [...transfer] })),
    () => now,
  );
const work = (units: number, state: unknown = { units }) => ({ units, snapshot: () => state });
const handed = (): HandedState[] => told.flatMap((message) => (message.kind === 'state' ? [message.handed] : []));

describe('a job’s checkpoints in its thread', () => {
  test('are due by the policy, while none is still being written', () => {
    const checkpoint = checkpointOf();
    expect([checkpoint.isDue(9), checkpoint.isDue(10)]).toEqual([false, true]);
    checkpoint.save(work(10));
    now = 5_000;
    expect(checkpoint.isDue(20)).toBe(false);
    Atomics.sub(words, CHECKPOINTS_PENDING_WORD, 1);
    expect(checkpoint.isDue(20)).toBe(true);
  });

  test('count their seconds from the start of the attempt, loading included', () => {
    const checkpoint = checkpointOf(null, 50_000);
    now = 9_999;
    expect(checkpoint.isDue(0)).toBe(false);
    now = 10_000;
    expect(checkpoint.isDue(0)).toBe(true);
  });

  test('are due at once when one was asked for, and only one', () => {
    const checkpoint = checkpointOf();
    Atomics.store(words, CHECKPOINT_ASKED_WORD, 1);
    expect(checkpoint.isDue(1)).toBe(true);
    checkpoint.save(work(1));
    Atomics.store(words, CHECKPOINTS_PENDING_WORD, 0);
    expect(checkpoint.isDue(1)).toBe(false);
    expect(handed()).toMatchObject([{ why: 'asked', units: 1 }]);
  });

  test('tell the state, the metric rows and the counters of their moment', () => {
    const bridge = new BridgeWriter(memory, new SharedToken(memory));
    bridge.startPhase(2);
    bridge.update(3, 8, 1, 4);
    for (let row = 0; row < 3; row += 1) bridge.metric(metricKindIndex('step'), [row, 0], 0);
    checkpointOf().save(work(3, { weights: new Float64Array([1.5, -0, Number.NaN]), list: [1, null] }));
    const [state] = handed();
    expect(state).toMatchObject({ why: 'due', units: 3, metricRows: 3 });
    expect(state?.progress).toMatchObject({ phase: 2, current: 3, total: 8, innerCurrent: 1, innerTotal: 4 });
    expect(deserialize(state!.state)).toEqual({ weights: new Float64Array([1.5, -0, Number.NaN]), list: [1, null] });
  });

  test('go on from what was handed over before', () => {
    checkpointOf().save(work(7, { sum: 1.25 }));
    const resumed = checkpointOf(handed()[0]);
    expect(resumed.resumeFrom).toEqual({ sum: 1.25 });
    Atomics.store(words, CHECKPOINTS_PENDING_WORD, 0);
    expect([resumed.isDue(16), resumed.isDue(17)]).toEqual([false, true]);
  });

  test('refuse bytes that are none', () => {
    expect(() => checkpointOf({ units: 1, state: new Uint8Array([1, 2, 3]) })).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'checkpoint_damaged' }) }),
    );
  });
});

describe('the last checkpoint of a job', () => {
  const run = (checkpoint: ThreadCheckpoint, ending: () => unknown, state: () => unknown = () => 'state') =>
    withFinalCheckpoint(checkpoint, { units: 1, snapshot: state }, ending);
  const throwing = (thrown: unknown) => () => {
    throw thrown;
  };

  test.each([
    ['cancelled', new JobCancelled()],
    ['failed', new RangeError('fault')],
  ])('is made of what is %s, also while another one is written, and the end stays what it was', (why, thrown) => {
    const checkpoint = checkpointOf();
    checkpoint.save(work(1));
    expect(() => run(checkpoint, throwing(thrown))).toThrow(thrown);
    expect(handed().map((state) => state.why)).toEqual(['due', why]);
  });

  test('that cannot be made hides nothing and is told beside', () => {
    const fault = new RangeError('the fault');
    expect(() => run(checkpointOf(), throwing(fault), throwing(new Error('no memory')))).toThrow(fault);
    expect(() => run(checkpointOf(), throwing(fault), () => () => 'not clonable')).toThrow(fault);
    expect(told).toMatchObject([{ kind: 'stateFailed' }, { kind: 'stateFailed', failure: { code: 'internal' } }]);
  });

  test('of what is completed is made only if its result could not be stored', () => {
    const checkpoint = checkpointOf();
    expect(run(checkpoint, () => 'output')).toBe('output');
    expect(told).toEqual([]);
    checkpoint.settle('failed');
    expect(handed()).toMatchObject([{ why: 'failed', units: 1 }]);
    const stored = checkpointOf();
    run(stored, () => 'output');
    stored.settle('completed');
    stored.settle('cancelled');
    expect(handed()).toHaveLength(1);
  });
});

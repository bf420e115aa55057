import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRIC_KINDS, metricKindIndex } from '../../../src/contract/metric-kinds';
import { JobCancelled } from '../../../src/engine/job-control';
import { createBridgeMemory, METRIC_WIDTH, TAKEN_WORD, WRITTEN_WORD } from '../../../src/workers/runtime/bridge-memory';
import { BridgeReader } from '../../../src/workers/runtime/bridge-reader';
import { BridgeWriter } from '../../../src/workers/runtime/bridge-writer';
import { raiseCancelFlag, SharedToken } from '../../../src/workers/runtime/shared-token';

function bridgeOver(memory: SharedArrayBuffer) {
  const token = new SharedToken(memory);
  return { token, writer: new BridgeWriter(memory, token), reader: new BridgeReader(memory) };
}

const step = metricKindIndex('step');
const epoch = metricKindIndex('epoch');

describe('progress', () => {
  test('there is no snapshot before the first phase', () => {
    expect(bridgeOver(createBridgeMemory()).reader.snapshot()).toBeNull();
  });

  test('a snapshot carries the phase and all four counters as they were last written', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    writer.startPhase(2);
    writer.update(31, 50, 40.25, 112);
    expect(reader.snapshot()).toMatchObject({ phase: 2, current: 31, total: 50, innerCurrent: 40.25, innerTotal: 112 });
  });

  test('seq grows with each change and only then', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    writer.startPhase(0);
    const first = reader.snapshot();
    expect(reader.snapshot()).toBe(first);
    writer.update(1, 2);
    expect(reader.snapshot()?.seq).toBe((first?.seq ?? 0) + 1);
  });

  test('a new phase starts its counters again', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    writer.startPhase(0);
    writer.update(5, 5, 1, 1);
    writer.startPhase(1);
    expect(reader.snapshot()).toMatchObject({ phase: 1, current: 0, total: 0, innerCurrent: 0, innerTotal: 0 });
  });

  test('phases go forward only, also when two writers take turns', () => {
    const memory = createBridgeMemory();
    const first = bridgeOver(memory).writer;
    first.startPhase(1);
    const second = bridgeOver(memory).writer;
    expect(() => second.startPhase(1)).toThrow('phase 1 cannot follow phase 1');
    expect(() => second.startPhase(0)).toThrow('phase 0 cannot follow phase 1');
    expect(() => second.startPhase(Number.NaN)).toThrow();
    second.startPhase(2);
  });

  test('whatever is written between two reads, what is read only moves forward and its seq with it', () => {
    const write = fc.oneof(
      fc.constant('phase' as const),
      fc.constant('read' as const),
      fc.integer({ min: 1, max: 100 }),
    );
    fc.assert(
      fc.property(fc.array(write, { maxLength: 200 }), (writes) => {
        const { writer, reader } = bridgeOver(createBridgeMemory());
        let phase = 0;
        let current = 0;
        let last = { seq: 0, phase: -1, current: 0 };
        writer.startPhase(phase);
        for (const one of writes) {
          if (one === 'phase') {
            writer.startPhase(++phase);
            current = 0;
          } else if (one === 'read') {
            const read = reader.snapshot()!;
            expect([read.phase, read.current]).toEqual([phase, current]);
            const changed = read.phase !== last.phase || read.current !== last.current;
            if (changed) expect(read.seq).toBeGreaterThan(last.seq);
            last = read;
          } else {
            current += one;
            writer.update(current, 1e9);
          }
        }
      }),
    );
  });

  test('a counter that is not a number is shown as nothing', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    writer.startPhase(0);
    writer.update(Number.NaN, Number.POSITIVE_INFINITY);
    expect(reader.snapshot()).toMatchObject({ current: 0, total: 0 });
  });
});

describe('the metric ring', () => {
  test('a row comes out as it went in, not-a-numbers included', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    writer.metric(epoch, [0, 1.5, Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324], 12.5);
    const batch = reader.takeMetrics();
    expect(batch?.firstSeq).toBe(0);
    expect(batch?.kinds).toEqual(new Int32Array([epoch]));
    expect(batch?.durationMs).toEqual(new Float64Array([12.5]));
    expect(batch?.values).toEqual(new Float64Array([0, 1.5, Number.NaN, -0, Number.POSITIVE_INFINITY, 5e-324]));
    expect(reader.takeMetrics()).toBeNull();
  });

  test('figures that a kind does not use are zero, whatever the row held before', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory(1));
    writer.metric(epoch, [1, 2, 3, 4, 5, 6], 0);
    reader.takeMetrics();
    writer.metric(step, [7, 8], 0);
    expect(reader.takeMetrics()?.values).toEqual(new Float64Array([7, 8, 0, 0, 0, 0]));
  });

  test('a row of an unknown kind or with another number of figures is refused', () => {
    const { writer, reader } = bridgeOver(createBridgeMemory());
    expect(() => writer.metric(step, [1], 0)).toThrow('metric kind 2 with 1 figures');
    expect(() => writer.metric(METRIC_KINDS.length, [1], 0)).toThrow('metric kind');
    expect(reader.takeMetrics()).toBeNull();
  });

  test('rows keep their order and their number however writing and taking alternate', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 8 }), { maxLength: 60 }), fc.nat({ max: 2 }), (bursts, start) => {
        const memory = createBridgeMemory(8);
        const words = new Int32Array(memory);
        // Near the two places where a 32-bit count wraps.
        const count = [0, 0x7fff_fffa, -5][start]!;
        Atomics.store(words, WRITTEN_WORD, count);
        Atomics.store(words, TAKEN_WORD, count);
        const { writer, reader } = bridgeOver(memory);
        const seen: number[] = [];
        let written = 0;
        for (const burst of bursts) {
          for (let row = 0; row < burst; row += 1) writer.metric(step, [written++, 0], 0);
          const batch = reader.takeMetrics();
          if (batch !== null) expect(batch.firstSeq).toBe(seen.length);
          for (let row = 0; row < (batch?.kinds.length ?? 0); row += 1) seen.push(batch!.values[row * METRIC_WIDTH]!);
        }
        expect(seen).toEqual(Array.from({ length: written }, (_, index) => index));
        expect(reader.waits).toBe(0);
      }),
    );
  });

  test('a job that waits for room in the ring still hears that it is cancelled', () => {
    const memory = createBridgeMemory(2);
    const { writer, reader } = bridgeOver(memory);
    writer.metric(step, [0, 0], 0);
    writer.metric(step, [1, 0], 0);
    raiseCancelFlag(memory);
    expect(() => writer.metric(step, [2, 0], 0)).toThrow(JobCancelled);
    expect(reader.takeMetrics()?.kinds).toHaveLength(2);
  });

  test('a ring has a power of two of rows', () => {
    expect(() => createBridgeMemory(1000)).toThrow('not a power of two');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchFault, MetricStream } from '../../../src/main/workers/metric-stream';
import { stepBatch } from '../../fakes/fake-workers';

describe('the metric stream', () => {
  test('passes on what comes next', () => {
    const stream = new MetricStream(0);
    expect(stream.accept(stepBatch(0, 3))).toEqual(stepBatch(0, 3));
    expect(stream.accept(stepBatch(3, 2))).toEqual(stepBatch(3, 2));
    expect(stream.nextSeq).toBe(5);
  });

  test('drops rows it has seen, whole batches or parts of them', () => {
    const stream = new MetricStream(0);
    stream.accept(stepBatch(0, 4));
    expect(stream.accept(stepBatch(1, 3))).toBeNull();
    expect(stream.accept(stepBatch(2, 5))).toEqual(stepBatch(4, 3));
  });

  test('says when rows are missing and then waits for exactly those', () => {
    const stream = new MetricStream(0);
    stream.accept(stepBatch(0, 2));
    expect(stream.accept(stepBatch(3, 1))).toBe('gap');
    expect(stream.nextSeq).toBe(2);
  });

  test('whatever batches come, the rows passed on are 0, 1, 2, … without a hole or a repetition', () => {
    const batch = fc.tuple(fc.nat({ max: 30 }), fc.nat({ max: 10 }));
    fc.assert(
      fc.property(fc.array(batch, { maxLength: 40 }), (batches) => {
        const stream = new MetricStream(0);
        const rows: number[] = [];
        for (const [first, count] of batches) {
          const fresh = stream.accept(stepBatch(first, count));
          if (fresh === 'gap') expect(first).toBeGreaterThan(rows.length);
          else if (fresh !== null) {
            expect(fresh.firstSeq).toBe(rows.length);
            for (let row = 0; row < fresh.kinds.length; row += 1) rows.push(fresh.values[row * fresh.width]!);
          }
          expect(stream.nextSeq).toBe(rows.length);
        }
        expect(rows).toEqual(rows.map((_, index) => index));
      }),
    );
  });
});

describe('a batch of metrics', () => {
  test('is sound when its columns agree', () => {
    expect(batchFault(stepBatch(0, 3))).toBeNull();
    expect(batchFault(stepBatch(0, 0))).toBeNull();
  });

  test('is refused with columns of unequal length or an unknown kind', () => {
    const good = stepBatch(0, 2);
    expect(batchFault({ ...good, values: new Float64Array(11) })).toContain('unequal length');
    expect(batchFault({ ...good, at: new Float64Array(1) })).toContain('unequal length');
    expect(batchFault({ ...good, kinds: new Int32Array([2, 99]) })).toBe('unknown metric kind 99');
    expect(batchFault({ ...good, kinds: new Int32Array([2, -1]) })).toBe('unknown metric kind -1');
    expect(batchFault({ ...stepBatch(0, 1), kinds: new Int32Array([0]), width: 1, values: new Float64Array(1) })).toBe(
      'unknown metric kind 0',
    );
  });
});

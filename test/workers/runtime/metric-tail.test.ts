import { describe, expect, test } from 'vitest';
import { MetricTail } from '../../../src/workers/runtime/metric-tail';
import { stepBatch } from '../../fakes/fake-workers';

describe('the tail of a job’s metrics', () => {
  test('has nothing before the first row and after the last', () => {
    const tail = new MetricTail();
    expect(tail.from(0)).toBeNull();
    tail.add(stepBatch(0, 3));
    expect(tail.from(3)).toBeNull();
  });

  test('gives all rows from a cursor on as one batch, from the start of the batch the cursor lies in', () => {
    const tail = new MetricTail();
    tail.add(stepBatch(0, 3));
    tail.add(stepBatch(3, 1));
    tail.add(stepBatch(4, 2));
    expect(tail.from(0)).toEqual(stepBatch(0, 6));
    expect(tail.from(3)).toEqual(stepBatch(3, 3));
    expect(tail.from(5)).toEqual(stepBatch(4, 2));
  });

  test('lets go of old rows, keeps at least 16,384, and says so when asked for older ones', () => {
    const tail = new MetricTail();
    for (let batch = 0; batch < 30; batch += 1) tail.add(stepBatch(batch * 1_000, 1_000));
    const kept = tail.from(13_000);
    expect(kept !== null && kept !== 'gone' && kept.firstSeq + kept.kinds.length).toBe(30_000);
    expect(tail.from(12_999)).toBe('gone');
  });
});

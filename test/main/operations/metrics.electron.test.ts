import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { metricKindIndex } from '../../../src/contract/metric-kinds';
import { metricPageSchema } from '../../../src/contract/metrics';
import { outcomeOf, stepsOf } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const seqs = (disk: ServiceOnDisk, id: Parameters<typeof disk.service.metrics>[0], cursor: number) =>
  disk.service.metrics(id, cursor).metrics.map((row) => row.seq);

describe('metrics', () => {
  it('come back as they were produced, by cursor', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    expect(disk.service.appendMetrics(id, stepsOf(0, [0.1, 0.2, 1e300]))).toEqual({ kind: 'stored', cursor: 3 });
    const page = disk.service.metrics(id, 1);
    expect(page).toEqual({
      metrics: [
        { seq: 1, kind: 'step', at: '2026-11-23T10:15:00.001Z', durationMs: 1.5, data: { step: 1, value: 0.2 } },
        { seq: 2, kind: 'step', at: '2026-11-23T10:15:00.002Z', durationMs: 1.5, data: { step: 2, value: 1e300 } },
      ],
      cursor: 3,
    });
    expect(metricPageSchema.parse(page)).toEqual(page);
  });

  it('name each figure by its kind, and have null for what is not a number', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning({}, 'training');
    disk.service.appendMetrics(id, {
      firstSeq: 0,
      kinds: Int32Array.of(metricKindIndex('epoch'), metricKindIndex('step')),
      width: 6,
      values: Float64Array.of(0, 0.9, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 0.001, 7, 8, 0, 0, 0, 0),
      at: Float64Array.of(0, 1),
      durationMs: Float64Array.of(1, 2),
    });
    expect(disk.service.metrics(id, 0).metrics.map((row) => row.data)).toEqual([
      {
        epoch: 0,
        trainLoss: 0.9,
        trainAccuracy: 0.5,
        validationLoss: null,
        validationAccuracy: null,
        learningRate: 0.001,
      },
      { step: 7, value: 8 },
    ]);
  });

  it('are all there after the end and after a restart, whatever the cursor', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2, 3]));
    disk.service.appendMetrics(id, stepsOf(3, [4]));
    disk.service.complete(id, outcomeOf());
    disk.crashAndReopen();
    expect(seqs(disk, id, 0)).toEqual([0, 1, 2, 3]);
    expect(seqs(disk, id, 2)).toEqual([2, 3]);
    expect(disk.service.metrics(id, 4)).toEqual({ metrics: [], cursor: 4 });
    expect(disk.service.metrics(id, 4_000)).toEqual({ metrics: [], cursor: 4 });
    expect(disk.service.metrics(id, Number.MAX_SAFE_INTEGER)).toEqual({ metrics: [], cursor: 4 });
  });

  it('can be read in pieces', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2, 3]));
    const first = disk.service.metrics(id, 0, 2);
    expect(first.cursor).toBe(2);
    expect(disk.service.metrics(id, first.cursor, 2)).toMatchObject({ metrics: [{ seq: 2 }], cursor: 3 });
  });

  it.each([-1, 0.5, Number.NaN])('have no cursor %d', (cursor) => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    expect(() => disk.service.metrics(id, cursor)).toThrow(/whole number/);
  });

  it('are not stored past a gap, which is told with the cursor to ask for', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2]));
    expect(disk.service.appendMetrics(id, stepsOf(3, [4]))).toEqual({ kind: 'gap', cursor: 2 });
    expect(disk.service.appendMetrics(id, stepsOf(2, [3, 4]))).toEqual({ kind: 'stored', cursor: 4 });
  });

  it('that come twice are stored and told once', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2, 3]));
    disk.changes.length = 0;
    const again = stepsOf(1, [2, 3, 4]);
    again.at.fill(Date.UTC(2027, 0, 1));
    again.durationMs.fill(99);
    expect(disk.service.appendMetrics(id, again)).toEqual({ kind: 'stored', cursor: 4 });
    expect(disk.changes).toEqual([{ kind: 'metrics', operationId: id, firstSeq: 3, count: 1 }]);
    expect(disk.service.appendMetrics(id, stepsOf(0, [1]))).toEqual({ kind: 'stored', cursor: 4 });
    expect(disk.changes).toHaveLength(1);
    expect(disk.service.metrics(id, 0).metrics[1]).toMatchObject({ durationMs: 1.5 });
  });

  it('that come again with other figures are refused as nondeterministic, the whole batch', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    disk.service.appendMetrics(id, stepsOf(0, [1, 2, 3]));
    const thrown = (() => {
      try {
        return disk.service.appendMetrics(id, stepsOf(1, [2, 3.0000000000000004, 4]));
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(FailureError);
    expect((thrown as FailureError).failure).toMatchObject({
      code: 'nondeterministic',
      detail: expect.stringContaining('metric 2'),
    });
    expect(disk.service.metrics(id, 0).metrics.map((row) => row.data['value'])).toEqual([1, 2, 3]);
  });

  it('are refused for an operation that does not run', () => {
    const disk = new ServiceOnDisk();
    const id = disk.create();
    expect(disk.service.appendMetrics(id, stepsOf(0, [1]))).toEqual({ kind: 'refused' });
    expect(disk.service.metrics(id, 0).metrics).toEqual([]);
  });

  it('of a kind nobody knows are an error, and none of the batch is stored', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning();
    const batch = stepsOf(0, [1, 2]);
    batch.kinds[1] = 77;
    expect(() => disk.service.appendMetrics(id, batch)).toThrow('unknown kind 77');
    expect(disk.service.metrics(id, 0).metrics).toEqual([]);
  });

  it('arrive whole and in order, however they were cut into batches and read', () => {
    const disk = new ServiceOnDisk();
    fc.assert(
      fc.property(
        fc.array(fc.double(), { maxLength: 60 }),
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 9 }), back: fc.nat(4) }), { maxLength: 30 }),
        fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 10 }),
        (values, cuts, reads) => {
          const id = disk.createRunning();
          let sent = 0;
          for (const { size, back } of cuts) {
            const from = Math.max(0, sent - back);
            const to = Math.min(values.length, from + size);
            if (to > from) disk.service.appendMetrics(id, stepsOf(from, values.slice(from, to)));
            sent = Math.max(sent, to);
          }
          const read: (number | null | undefined)[] = [];
          let cursor = 0;
          for (let round = 0; cursor < sent; round += 1) {
            const page = disk.service.metrics(id, cursor, reads[round % reads.length]);
            read.push(...page.metrics.map((row) => row.data['value']));
            cursor = page.cursor;
          }
          const stored = values.slice(0, sent).map((value) => (Number.isFinite(value) ? value + 0 : null));
          expect(read).toEqual(stored);
        },
      ),
      { numRuns: 60 },
    );
  });
});

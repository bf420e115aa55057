import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricTrends } from '../../src/contract/metric-trends';
import type { MetricRow } from '../../src/contract/metrics';

const AT = '2026-11-23T10:15:00.000Z';
const epochs = (losses: readonly (readonly [train: number | null, validation: number | null])[]): MetricRow[] =>
  losses.map(([trainLoss, validationLoss], seq) => ({
    seq,
    kind: 'epoch',
    at: AT,
    durationMs: 1,
    data: { epoch: seq, trainLoss, validationLoss },
  }));

/** Eleven epochs whose losses go evenly from the first to the last figure. */
const line = (train: readonly [number, number], validation: readonly [number, number], length = 11) =>
  epochs(
    Array.from({ length }, (_, index) => {
      const share = Math.max(0, index - (length - 10)) / 9;
      return [train[0] + (train[1] - train[0]) * share, validation[0] + (validation[1] - validation[0]) * share];
    }),
  );

describe('the trend of a training', () => {
  it('is unknown before an epoch was validated', () => {
    expect(metricTrends([])).toBeNull();
    expect(metricTrends(epochs([[1, null]]))).toBeNull();
    expect(metricTrends([{ seq: 0, kind: 'step', at: AT, durationMs: 1, data: { step: 0, value: 1 } }])).toBeNull();
  });

  it('knows the best epoch, the first of equal ones, and how long ago it was', () => {
    const trends = metricTrends(
      epochs([
        [1, 0.9],
        [1, 0.7],
        [1, 0.7],
        [1, 0.8],
      ]),
    );
    expect(trends).toEqual({
      bestEpoch: 1,
      bestValidationLoss: 0.7,
      epochsSinceImprovement: 2,
      isPlateaued: false,
      isOverfitting: false,
    });
  });

  it('has a plateau from the tenth epoch without improvement on', () => {
    const trendsAfter = (count: number) =>
      metricTrends(epochs([[1, 0.5], ...Array.from({ length: count }, () => [1, 0.6] as const)]));
    expect(trendsAfter(9)?.isPlateaued).toBe(false);
    expect(trendsAfter(10)?.isPlateaued).toBe(true);
  });

  it('overfits when training falls and validation rises by more than a twentieth over ten epochs', () => {
    expect(metricTrends(line([1, 0.9], [1, 1.1]))?.isOverfitting).toBe(true);
    expect(metricTrends(line([1, 0.96], [1, 1.1]))?.isOverfitting).toBe(false);
    expect(metricTrends(line([1, 0.9], [1, 1.04]))?.isOverfitting).toBe(false);
    expect(metricTrends(line([1, 1.1], [1, 1.1]))?.isOverfitting).toBe(false);
    expect(metricTrends(line([1, 0.9], [1, 1.1]).slice(-9))?.isOverfitting).toBe(false);
  });

  it('does not call it overfitting when one of the ten was not validated', () => {
    const rows = line([1, 0.9], [1, 1.1]);
    const holed = rows.map((row) => (row.seq === 5 ? { ...row, data: { ...row.data, validationLoss: null } } : row));
    expect(metricTrends(holed)?.isOverfitting).toBe(false);
  });

  it('finds the minimum, whatever the losses', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 9, noNaN: true }), { minLength: 1, maxLength: 40 }), (losses) => {
        const trends = metricTrends(epochs(losses.map((loss) => [1, loss])));
        expect(trends?.bestValidationLoss).toBe(Math.min(...losses));
        expect(losses.indexOf(Math.min(...losses))).toBe(trends?.bestEpoch);
        expect(trends?.epochsSinceImprovement).toBe(losses.length - 1 - (trends?.bestEpoch ?? 0));
      }),
    );
  });
});

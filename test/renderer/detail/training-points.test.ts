import { describe, expect, it } from 'vitest';
import { epochPoints } from '../../../src/renderer/detail/training-points';
import { epochRows } from '../../fakes/window-api-operations';

const rows = epochRows(7, 20, Date.UTC(2026, 10, 23), 1_000);

describe('epochPoints', () => {
  it('counts epochs from 1 and takes the figures asked for, up to the given length', () => {
    const points = epochPoints(rows, 3, { train: 'trainLoss' });
    expect(points.map(({ x }) => x)).toEqual([1, 2, 3]);
    expect(points[0]?.['train']).toBe(rows[0]?.data['trainLoss']);
  });

  it('leaves a figure that is not a number out of the line', () => {
    const broken = { ...(rows[0] as (typeof rows)[number]), data: { epoch: 0, trainLoss: null } };
    expect(epochPoints([broken], 1, { train: 'trainLoss' })).toEqual([{ x: 1, train: null }]);
  });
});

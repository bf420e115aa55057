import { describe, expect, test } from 'vitest';
import { JobInputError } from '../../../src/engine/job-input-error';
import { BUY, HOLD, SELL } from '../../../src/engine/labels/label-classes';
import { assertTrainable, labelWarnings } from '../../../src/engine/learning/training-checks';
import { splitRows } from '../../../src/engine/neural/labelled-rows';
import { demoStrategy } from '../../fixtures/demo-strategy';

const { training } = demoStrategy;
const check = (labels: readonly number[]): void => {
  const rows = Uint8Array.from(labels);
  assertTrainable(splitRows(rows.length, training.split), rows, rows.length, training);
};
const times = (count: number, label: number): number[] => new Array<number>(count).fill(label);

describe('assertTrainable', () => {
  test('accepts two classes in the training part', () => {
    expect(() => check([...times(30, BUY), ...times(70, HOLD)])).not.toThrow();
  });

  test('refuses a training part of one class', () => {
    expect(() => check([...times(70, HOLD), ...times(30, BUY)])).toThrow(JobInputError);
    expect(() => check([...times(70, HOLD), ...times(30, BUY)])).toThrow('All 70 rows of the training part');
  });

  test('refuses a validation part of a class that was never trained', () => {
    const labels = [...times(35, BUY), ...times(35, HOLD), ...times(15, SELL), ...times(15, BUY)];
    expect(() => check(labels)).toThrow('All 15 rows of the validation part are labelled sell');
    labels[80] = HOLD;
    expect(() => check(labels)).not.toThrow();
  });
});

describe('labelWarnings', () => {
  test('names a class with less than 5 % of the rows and leaves one with 5 % alone', () => {
    expect(labelWarnings([50, 900, 50], [30, 600, 30], training)).toEqual([]);
    const warnings = labelWarnings([49, 901, 50], [30, 600, 30], training);
    expect(warnings.length).toBe(1);
    expect(warnings[0]).toMatch(/^Only 4.9 % of the rows are labelled buy \(49 of 1000\)/);
  });

  test('says when the training part lacks a class that exists elsewhere', () => {
    expect(labelWarnings([500, 400, 100], [400, 300, 0], training)).toEqual([
      expect.stringContaining('no sell labels: the model cannot learn to sell'),
    ]);
  });
});

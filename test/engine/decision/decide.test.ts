import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '../../../src/engine/decision/decide';
import { BUY, HOLD, SELL } from '../../../src/engine/labels/label-classes';
import type { DecisionSpec } from '../../../src/engine/strategy/strategy';

const spec: DecisionSpec = {
  outputFormat: 'classification',
  confidenceThreshold: 0.5,
  positionAwareness: true,
  allowShortFromFlat: false,
  minSignalSeparationHours: 4,
};
const never = Number.POSITIVE_INFINITY;

describe('decide', () => {
  test('a confidence equal to the threshold passes, one below holds', () => {
    expect(decide(BUY, 0.5, 0, never, spec)).toBe(BUY);
    expect(decide(BUY, 0.5 - 1e-12, 0, never, spec)).toBe(HOLD);
    expect(decide(BUY, Number.NaN, 0, never, spec)).toBe(HOLD);
  });

  test('holds until the minimal separation has passed since the last trade', () => {
    expect(decide(BUY, 0.9, 0, 3.99, spec)).toBe(HOLD);
    expect(decide(BUY, 0.9, 0, 4, spec)).toBe(BUY);
  });

  test('does not buy twice or sell twice when it knows its position', () => {
    expect(decide(BUY, 0.9, 10, never, spec)).toBe(HOLD);
    expect(decide(SELL, 0.9, -10, never, spec)).toBe(HOLD);
    expect(decide(SELL, 0.9, 10, never, spec)).toBe(SELL);
    expect(decide(BUY, 0.9, -10, never, spec)).toBe(BUY);
    expect(decide(BUY, 0.9, 10, never, { ...spec, positionAwareness: false })).toBe(BUY);
  });

  test('sells from flat only when that is allowed', () => {
    expect(decide(SELL, 0.9, 0, never, spec)).toBe(HOLD);
    expect(decide(SELL, 0.9, 0, never, { ...spec, positionAwareness: false })).toBe(HOLD);
    expect(decide(SELL, 0.9, 0, never, { ...spec, allowShortFromFlat: true })).toBe(SELL);
  });

  test('a filter never turns a prediction into the opposite one', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(BUY, HOLD, SELL),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: -3, max: 3 }),
        fc.double({ min: 0, max: 100, noNaN: true }),
        fc.boolean(),
        fc.boolean(),
        (predicted, confidence, position, hours, positionAwareness, allowShortFromFlat) => {
          const signal = decide(predicted, confidence, position, hours, {
            ...spec,
            positionAwareness,
            allowShortFromFlat,
          });
          expect([predicted, HOLD]).toContain(signal);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calmAge, lossWords, resumePlace } from '../../../src/renderer/operations/checkpoint-words';
import { checkpointAt, runningOperation, trainingMetadata } from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);
const SIZES: Readonly<Record<string, number>> = { s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

describe('calmAge', () => {
  it('never says less than it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 * 86_400_000 }), (ms) => {
        const [amount = '', unit = ''] = calmAge(ms).split('\u00a0');
        expect(Number(amount) * (SIZES[unit] ?? 0)).toBeGreaterThanOrEqual(ms);
      }),
    );
  });

  it.each([
    [0, '5\u00a0s'],
    [12_000, '15\u00a0s'],
    [56_000, '1\u00a0min'],
    [180_000, '3\u00a0min'],
    [2 * 3_600_000, '2\u00a0h'],
    [3 * 86_400_000, '3\u00a0d'],
  ])('of %i ms is %s', (ms, words) => expect(calmAge(ms)).toBe(words));
});

describe('lossWords', () => {
  const training = { type: 'training' as const, metadata: trainingMetadata('pull'), createdAt: at };

  it('counts from the newest checkpoint, and from the start before the first', () => {
    expect(
      lossWords(runningOperation({ ...training, checkpoint: checkpointAt(at + 50_000) }, 40, 60_000), at + 60_000),
    ).toBe('If it stopped now, you would lose at most 10\u00a0s.');
    expect(lossWords(runningOperation(training, 40, 60_000), at + 60_000)).toBe(
      'If it stopped now, you would lose at most 1\u00a0min. It has written no checkpoint yet.',
    );
  });

  it('names the place a training goes on from by its epoch', () => {
    expect(resumePlace(runningOperation({ ...training, checkpoint: checkpointAt(at) }, 40, 1))).toBe('epoch\u00a024');
    expect(resumePlace(runningOperation(training, 40, 1))).toBeNull();
  });
});

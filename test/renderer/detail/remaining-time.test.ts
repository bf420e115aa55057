import { describe, expect, it } from 'vitest';
import { accuracyWords } from '../../../src/renderer/detail/remaining-time';

describe('the words for how good estimates are', () => {
  it('give the median of how far off they were, and of how many', () => {
    expect(accuracyWords({ type: 'training', operations: 20, medianError: 0.114 })).toBe(
      'The estimates of the last 20 of its kind were off by 11.4\u00a0% (median).',
    );
    expect(accuracyWords({ type: 'training', operations: 1, medianError: 0 })).toContain('of the last one of its kind');
  });

  it('claim nothing before one of the kind has completed', () => {
    const unknown = 'How good such estimates are is known once one of its kind has completed.';
    expect(accuracyWords(null)).toBe(unknown);
    expect(accuracyWords({ type: 'training', operations: 0, medianError: null })).toBe(unknown);
  });
});

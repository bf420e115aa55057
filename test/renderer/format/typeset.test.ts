import { describe, expect, it } from 'vitest';
import { typeset } from '../../../src/renderer/format/typeset';

describe('typeset', () => {
  it('gives negative figures a minus sign and keeps units beside their figure', () => {
    expect(typeset('Return is -17.3 %, below the 0 % it needs.')).toBe(
      'Return is \u221217.3\u00a0%, below the 0\u00a0% it needs.',
    );
  });

  it('leaves words with hyphens and dates as they are', () => {
    expect(typeset('An in-sample run of 2026-11-24.')).toBe('An in-sample run of 2026-11-24.');
  });
});

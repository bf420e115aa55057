import { describe, expect, it } from 'vitest';
import { liveLines, progressLines } from '../../../src/main/cli/live-lines';
import { metadataOf } from '../operations/operation-samples';
import { recordedOutput } from './recorded-output';
import { pending, running } from './shown-operations';

const barOf = (line: string | undefined) => line?.match(/[█░]+/)?.[0] ?? '';

describe('the lines of a working operation', () => {
  it('are its name, the whole and the phase that runs', () => {
    const operation = { ...running(50), metadata: metadataOf({ title: 'pullback', symbol: 'SPX', timeframe: '1d' }) };
    const lines = progressLines(operation, 120);
    expect(lines[0]).toBe('pullback · SPX · 1d');
    expect(lines[1]).toBe(`  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  Step 3/10  4–6 s`);
    expect(lines[2]).toBe(`  ${'█'.repeat(12)}${'░'.repeat(12)}  50 %  Work  1 m 05 s`);
    expect(lines).toHaveLength(3);
  });

  it('have bars of one length, full only when all is done', () => {
    for (const percentage of [0, 1, 33.3, 99, 100]) {
      const bar = barOf(progressLines(running(percentage), 120)[1]);
      expect(bar).toHaveLength(24);
      expect(bar.includes('░')).toBe(percentage < 100);
    }
    expect(progressLines(running(99.99), 120)[1]).toContain(' 99 %');
  });

  it('say that it waits, and where', () => {
    expect(progressLines(pending(3), 80)).toEqual(['Dummy  queued, number 3']);
    expect(progressLines(pending(null), 80)).toEqual(['Dummy  starting']);
  });

  it('say that it is being cancelled, without a time that no longer counts', () => {
    const cancelRequested = { at: '2026-11-23T10:15:00.000Z', reason: 'user' as const, note: null };
    const [, whole] = progressLines({ ...running(), cancelRequested }, 120);
    expect(whole).toContain('Cancelling…');
    expect(whole).not.toContain('4–6 s');
  });

  it('are never wider than the terminal, so that redrawing hits the right lines', () => {
    const metadata = metadataOf({ title: 'a name that goes on and on and on and on' });
    for (const operation of [pending(1), running()]) {
      for (const line of progressLines({ ...operation, metadata }, 30)) expect(line.length).toBeLessThan(30);
    }
  });
});

describe('redrawing', () => {
  it('goes up as many lines as were drawn, and clears what is left below', () => {
    const output = recordedOutput(true);
    const live = liveLines(output);
    live.show(['a', 'b', 'c']);
    live.show(['d']);
    live.show(['e', 'f']);
    const [first, second, third] = output.text().split('\u001b[0J');
    expect(first).toBe('\u001b[2Ka\n\u001b[2Kb\n\u001b[2Kc\n');
    expect(second).toBe('\u001b[3A\u001b[2Kd\n');
    expect(third).toBe('\u001b[1A\u001b[2Ke\n\u001b[2Kf\n');
  });

  it('starts below what was left on the screen', () => {
    const output = recordedOutput(true);
    const live = liveLines(output);
    live.show(['a']);
    live.done();
    live.show(['b']);
    expect(output.text()).not.toContain('\u001b[1A');
  });
});

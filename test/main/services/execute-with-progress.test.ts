import { describe, expect, it } from 'vitest';
import type { GenericProgressState } from '../../../src/main/operations/progress/progress-state';
import { executeWithProgress } from '../../../src/main/services/execute-with-progress';
import { ManualClock } from '../operations/manual-clock';

function lab() {
  const clock = new ManualClock();
  const states: GenericProgressState[] = [];
  return { clock, states, onProgress: (state: GenericProgressState) => states.push(state) };
}

describe('executing with progress', () => {
  it('tells twice when nothing is told from inside: at its start and at its end', async () => {
    const { states, ...options } = lab();
    expect(await executeWithProgress(async () => 7, options)).toBe(7);
    expect(states.map(({ percentage, totalSteps }) => [percentage, totalSteps])).toEqual([
      [0, 1],
      [100, 1],
    ]);
  });

  it('passes on what is told from inside', async () => {
    const { states, ...options } = lab();
    await executeWithProgress(
      async (progress) => {
        progress.updateProgress({ step: 1, message: 'half' });
      },
      { ...options, totalSteps: 2, name: 'walk' },
    );
    expect(states.map(({ percentage, message }) => [percentage, message])).toEqual([
      [0, 'Starting walk'],
      [50, 'half'],
      [100, 'Operation walk completed'],
    ]);
  });

  it('keeps the bar where it was when it fails, with the reason beside it', async () => {
    const { states, ...options } = lab();
    const failing = executeWithProgress(
      async (progress) => {
        progress.updateProgress({ step: 3 });
        throw new Error('no disk');
      },
      { ...options, totalSteps: 4 },
    );
    await expect(failing).rejects.toThrow('no disk');
    expect(states.at(-1)).toMatchObject({ percentage: 75, context: { error: 'no disk' } });
  });

  it('gives up what takes too long, tells it so, and keeps the bar', async () => {
    const { states, clock, onProgress } = lab();
    let heard = false;
    const endless = executeWithProgress(
      (progress, signal) => {
        progress.updateProgress({ step: 1 });
        signal.addEventListener('abort', () => {
          heard = true;
        });
        return new Promise(() => {});
      },
      { clock, onProgress, name: 'Waiting', totalSteps: 2, timeoutMs: 5_000 },
    );
    clock.advance(5_000);
    await expect(endless).rejects.toMatchObject({ failure: { code: 'unresponsive' } });
    expect(heard).toBe(true);
    expect(states.at(-1)).toMatchObject({ percentage: 50, context: { error: 'timeout' } });
  });

  it('knows no hurry when the time is 0', async () => {
    const { clock, onProgress } = lab();
    const work = executeWithProgress(async () => 'done', { clock, onProgress, timeoutMs: 0 });
    clock.advance(1e9);
    expect(await work).toBe('done');
  });
});

import { describe, expect, test } from 'vitest';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { AsyncCancellationToken } from '../../../src/main/cancellation/cancellation-token';
import { executeWithCancellation } from '../../../src/main/cancellation/execute-with-cancellation';

const forever = (): Promise<never> => new Promise(() => {});

describe('executing with cancellation', () => {
  test('hands on what the work gives or throws', async () => {
    const token = new AsyncCancellationToken('op1');
    expect(await executeWithCancellation(token, async () => 7)).toBe(7);
    const failing = executeWithCancellation(token, () => {
      throw new Error('at once');
    });
    await expect(failing).rejects.toThrow('at once');
  });

  test('ends with the very token that was given, also when the work does not listen', async () => {
    const token = new AsyncCancellationToken('op1');
    let heard = false;
    const run = executeWithCancellation(token, (signal) => {
      signal.addEventListener('abort', () => {
        heard = true;
      });
      return forever();
    });
    let turnOver = false;
    setImmediate(() => {
      turnOver = true;
    });
    token.cancel('user', 'stop');
    await expect(run).rejects.toMatchObject({ name: 'CancellationError', operationId: 'op1', note: 'stop' });
    expect(heard).toBe(true);
    expect(turnOver).toBe(false);
  });

  test('does not start what was cancelled before', async () => {
    const token = new AsyncCancellationToken('op1');
    token.cancel('user');
    let started = false;
    const run = executeWithCancellation(token, async () => {
      started = true;
    });
    await expect(run).rejects.toBeInstanceOf(CancellationError);
    expect(started).toBe(false);
  });

  test('work that fails after it was given up disturbs nobody', async () => {
    const token = new AsyncCancellationToken('op1');
    let fail: (error: Error) => void = () => {};
    const run = executeWithCancellation(token, () => new Promise((_, reject) => (fail = reject)));
    token.cancel('timeout');
    await expect(run).rejects.toBeInstanceOf(CancellationError);
    fail(new Error('too late'));
    await new Promise((resolve) => setImmediate(resolve));
  });
});

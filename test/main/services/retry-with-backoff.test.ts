import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { AsyncCancellationToken } from '../../../src/main/cancellation/cancellation-token';
import { type BackoffOptions, retryWithBackoff } from '../../../src/main/services/retry-with-backoff';
import { settled } from '../../fakes/fake-workers';
import { ManualClock } from '../operations/manual-clock';

/** Fails always; returns the moments of the tries and what came out, with time passing as fast as it can. */
async function tries(options: Omit<BackoffOptions, 'clock'> & { fail?: (attempt: number) => unknown } = {}) {
  const clock = new ManualClock();
  const at: number[] = [];
  const { fail = (attempt: number) => new Error(`try ${attempt}`), ...rest } = options;
  let end: unknown = null;
  const work = retryWithBackoff(
    () => {
      at.push(clock.monotonic());
      const error = fail(at.length);
      return error === null ? Promise.resolve(at.length) : Promise.reject(error);
    },
    { ...rest, clock },
  ).then(
    (value) => {
      end = value;
    },
    (error: unknown) => {
      end = error;
    },
  );
  await settled();
  for (let step = 0; step < 500 && end === null; step += 1) {
    clock.advance(500);
    await settled();
  }
  await work;
  return { delays: at.slice(1).map((moment, index) => moment - (at[index] ?? 0)), attempts: at.length, end };
}

describe('trying again', () => {
  it('waits 1, 2 and 4 seconds by default and then throws the last error as it came', async () => {
    const last = new Error('the last');
    const { delays, attempts, end } = await tries({ fail: (attempt) => (attempt === 4 ? last : new Error('before')) });
    expect(delays).toEqual([1_000, 2_000, 4_000]);
    expect(attempts).toBe(4);
    expect(end).toBe(last);
  });

  it('never waits longer than the longest delay', async () => {
    const { delays } = await tries({ maxRetries: 8 });
    expect(delays).toEqual([1, 2, 4, 8, 16, 32, 60, 60].map((seconds) => seconds * 1_000));
  });

  it('waits min(base · factor^k, max) before retry k, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          maxRetries: fc.integer({ min: 0, max: 4 }),
          baseDelayMs: fc.constantFrom(500, 1_000, 2_500),
          factor: fc.constantFrom(1, 2, 3),
          maxDelayMs: fc.constantFrom(1_000, 4_000),
        }),
        async (options) => {
          const { delays, attempts } = await tries(options);
          const { baseDelayMs, factor, maxDelayMs, maxRetries } = options;
          expect(attempts).toBe(maxRetries + 1);
          expect(delays).toEqual(
            Array.from({ length: maxRetries }, (_, k) => Math.min(baseDelayMs * factor ** k, maxDelayMs)),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it('stops with the first try that works', async () => {
    expect(await tries({ fail: (attempt) => (attempt === 3 ? null : new Error('no')) })).toMatchObject({
      attempts: 3,
      end: 3,
    });
  });

  it('leaves alone what may not be tried again, and a cancellation always', async () => {
    expect((await tries({ isRetryable: () => false })).attempts).toBe(1);
    const cancelled = new CancellationError('op1', { reason: 'user', note: null });
    expect(await tries({ fail: () => cancelled, isRetryable: () => true })).toMatchObject({
      attempts: 1,
      end: cancelled,
    });
  });

  it('can be woken from its sleep', async () => {
    const clock = new ManualClock();
    const token = new AsyncCancellationToken('op1');
    const work = retryWithBackoff(() => Promise.reject(new Error('no')), { clock, signal: token.signal });
    await settled();
    token.cancel('user');
    await expect(work).rejects.toBeInstanceOf(CancellationError);
    await expect(retryWithBackoff(() => Promise.resolve(1), { clock, signal: token.signal })).rejects.toBeInstanceOf(
      CancellationError,
    );
  });
});

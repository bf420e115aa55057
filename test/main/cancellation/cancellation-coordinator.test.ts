import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CancellationCoordinator } from '../../../src/main/cancellation/cancellation-coordinator';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import type { CancellationToken } from '../../../src/main/cancellation/cancellation-token';

describe('the cancellation coordinator', () => {
  test('gives everyone who asks for an operation the same token', () => {
    const coordinator = new CancellationCoordinator();
    const first = coordinator.hold('op1');
    expect(coordinator.hold('op1')).toBe(first);
    expect(coordinator.cancel('op1', 'user')).toBe(true);
    expect(first.isCancelled).toBe(true);
  });

  test('says whether there was anything to cancel', () => {
    const coordinator = new CancellationCoordinator();
    expect(coordinator.cancel('op1', 'user')).toBe(false);
    coordinator.hold('op1');
    expect(coordinator.cancel('op1', 'user')).toBe(true);
    expect(coordinator.cancel('op1', 'user')).toBe(true);
  });

  test('cancelling everything touches what runs now and nothing that comes later', () => {
    const coordinator = new CancellationCoordinator();
    const now = coordinator.hold('op1');
    coordinator.cancelAll('timeout');
    expect(now.cancellation?.reason).toBe('timeout');
    expect(coordinator.hold('op2').isCancelled).toBe(false);
  });

  test('after shutdown nothing new is let in and the reason stays', () => {
    const coordinator = new CancellationCoordinator();
    const now = coordinator.hold('op1');
    coordinator.shutdown();
    coordinator.shutdown();
    expect(now.cancellation?.reason).toBe('shutdown');
    expect(() => coordinator.hold('op2')).toThrow(CancellationError);
    expect(coordinator.status().shutdown?.reason).toBe('shutdown');
  });

  test('run holds the token while its work lasts and lets go whatever happens', async () => {
    const coordinator = new CancellationCoordinator();
    const seen = await coordinator.run('op1', async (token) => {
      expect(coordinator.status().operations).toEqual([{ operationId: 'op1', cancellation: null }]);
      coordinator.cancel('op1', 'user', 'stop');
      return token.cancellation;
    });
    expect(seen).toEqual({ reason: 'user', note: 'stop' });
    expect(coordinator.status().operations).toEqual([]);
    await expect(coordinator.run('op1', () => Promise.reject(new Error('boom')))).rejects.toThrow('boom');
    expect(coordinator.status().operations).toEqual([]);
  });

  test('run does not start work that was cancelled before', async () => {
    const coordinator = new CancellationCoordinator();
    coordinator.hold('op1').cancel('user');
    let started = false;
    const run = coordinator.run('op1', async () => {
      started = true;
    });
    await expect(run).rejects.toBeInstanceOf(CancellationError);
    expect(started).toBe(false);
  });

  test('the end of one run takes the token from nobody else', async () => {
    const coordinator = new CancellationCoordinator();
    const outer = coordinator.hold('op1');
    await coordinator.run('op1', async () => {});
    expect(coordinator.cancel('op1', 'user')).toBe(true);
    expect(outer.isCancelled).toBe(true);
  });

  test('a token of an earlier life of an operation removes nothing', () => {
    const coordinator = new CancellationCoordinator();
    const old = coordinator.hold('op1');
    coordinator.release(old);
    const current = coordinator.hold('op1');
    coordinator.release(old);
    expect(coordinator.hold('op1')).toBe(current);
  });

  test('whatever is held can be cancelled, and only that', () => {
    type Step = { act: 'hold' | 'release' | 'cancel'; id: string };
    const step: fc.Arbitrary<Step> = fc.record({
      act: fc.constantFrom('hold' as const, 'release' as const, 'cancel' as const),
      id: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const coordinator = new CancellationCoordinator();
        const held: Record<string, CancellationToken[]> = { a: [], b: [] };
        for (const { act, id } of steps) {
          if (act === 'hold') held[id]!.push(coordinator.hold(id));
          if (act === 'release' && held[id]!.length > 0) coordinator.release(held[id]!.pop()!);
          if (act === 'cancel') expect(coordinator.cancel(id, 'user')).toBe(held[id]!.length > 0);
          expect(new Set(held[id]).size).toBeLessThanOrEqual(1);
        }
        const live = Object.keys(held).filter((id) => held[id]!.length > 0);
        expect(
          coordinator
            .status()
            .operations.map(({ operationId }) => operationId)
            .sort(),
        ).toEqual(live);
      }),
    );
  });
});

import { describe, expect, test } from 'vitest';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { AsyncCancellationToken } from '../../../src/main/cancellation/cancellation-token';

describe('a cancellation token', () => {
  test('starts uncancelled', () => {
    const token = new AsyncCancellationToken('op1');
    expect(token.isCancelled).toBe(false);
    expect(token.cancellation).toBeNull();
    expect(token.signal.aborted).toBe(false);
    token.throwIfCancelled();
  });

  test('keeps the first reason and note', () => {
    const token = new AsyncCancellationToken('op1');
    expect(token.cancel('user', 'enough')).toBe(true);
    expect(token.cancel('shutdown', 'later')).toBe(false);
    expect(token.cancellation).toEqual({ reason: 'user', note: 'enough' });
  });

  test('tells its listeners and its signal within the call to cancel', () => {
    const token = new AsyncCancellationToken('op1');
    const told: string[] = [];
    token.onCancelled(({ reason }) => told.push(`first ${reason}`));
    const stopListening = token.onCancelled(() => told.push('never'));
    token.signal.addEventListener('abort', () => told.push('signal'));
    stopListening();
    token.cancel('timeout');
    expect(told.sort()).toEqual(['first timeout', 'signal']);
    expect(token.signal.reason).toBeInstanceOf(CancellationError);
  });

  test('wakes whoever waits before the current turn is over', async () => {
    const token = new AsyncCancellationToken('op1');
    const order: string[] = [];
    const waiting = token.whenCancelled().then(({ reason }) => order.push(reason));
    setImmediate(() => order.push('next turn'));
    token.cancel('user');
    await waiting;
    expect(order).toEqual(['user']);
  });

  test('answers at once whoever comes too late', async () => {
    const token = new AsyncCancellationToken('op1');
    token.cancel('parent', 'note');
    expect(await token.whenCancelled()).toEqual({ reason: 'parent', note: 'note' });
  });

  test('throws an error that says which operation, where and why', () => {
    const token = new AsyncCancellationToken('op1');
    token.cancel('user', 'wrong file');
    expect(() => token.throwIfCancelled('at epoch 4')).toThrow(
      'Operation op1 was cancelled at epoch 4 (user: wrong file).',
    );
    expect(() => token.throwIfCancelled()).toThrow(
      expect.objectContaining({ operationId: 'op1', reason: 'user', note: 'wrong file' }),
    );
  });
});

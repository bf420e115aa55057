import { describe, expect, it } from 'vitest';
import { CancellationCoordinator } from '../../../src/main/cancellation/cancellation-coordinator';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { executeWithCancellation } from '../../../src/main/cancellation/execute-with-cancellation';
import { GracefulShutdownError } from '../../../src/main/cancellation/graceful-shutdown-error';
import { SessionCancellationToken } from '../../../src/main/cancellation/session-cancellation-token';

function session() {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const coordinator = new CancellationCoordinator();
  const token = new SessionCancellationToken({ operationId: 'op1', ended }, coordinator.shutdownSignal);
  return { token, end, coordinator };
}

describe('the token of a session', () => {
  it('is cancelled when the worker has ended, so that nobody waits on the dead', async () => {
    const { token, end } = session();
    const answer = executeWithCancellation(token, () => new Promise(() => {}));
    end();
    await expect(answer).rejects.toMatchObject({ name: 'CancellationError', reason: 'superseded', operationId: 'op1' });
  });

  it('is cancelled when the app goes down, which is told apart', async () => {
    const { token, coordinator, end } = session();
    const answer = executeWithCancellation(token, () => new Promise(() => {}));
    coordinator.shutdown();
    await expect(answer).rejects.toBeInstanceOf(GracefulShutdownError);
    end();
    expect(token.cancellation?.reason).toBe('shutdown');
  });

  it('is cancelled from the start when the app is going down already', () => {
    const coordinator = new CancellationCoordinator();
    coordinator.shutdown();
    const token = new SessionCancellationToken(
      { operationId: 'op1', ended: new Promise(() => {}) },
      coordinator.shutdownSignal,
    );
    expect(token.cancellation?.reason).toBe('shutdown');
  });

  it('ends with the session it was bound to, not with later ones', async () => {
    const { token, end } = session();
    end();
    await Promise.resolve();
    expect(token.isCancelled).toBe(true);
    const next = session();
    expect(next.token.isCancelled).toBe(false);
  });
});

describe('a graceful shutdown', () => {
  it('is a cancellation, whichever way it is heard of', () => {
    const coordinator = new CancellationCoordinator();
    const token = coordinator.hold('op1');
    const other = coordinator.hold('op2');
    other.cancel('user');
    coordinator.shutdown();
    expect(() => token.throwIfCancelled('at epoch 4')).toThrow(GracefulShutdownError);
    expect(token.signal.reason).toBeInstanceOf(GracefulShutdownError);
    expect(() => coordinator.hold('op3')).toThrow(GracefulShutdownError);
    expect(new GracefulShutdownError('op1')).toBeInstanceOf(CancellationError);
    expect(other.signal.reason).not.toBeInstanceOf(GracefulShutdownError);
  });
});

import { describe, expect, it } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { type Operation, plainMetadata } from '../../../src/contract/operation';
import type { OperationType } from '../../../src/contract/operation-type';
import type { DummyRequest } from '../../../src/contract/requests';
import type { OperationResult } from '../../../src/contract/results';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { GracefulShutdownError } from '../../../src/main/cancellation/graceful-shutdown-error';
import type { ManagedContext, ManagedOperation } from '../../../src/main/services/managed-operation';
import { ManagedService } from '../../../src/main/services/managed-service';
import type { PreparedOperation } from '../../../src/main/services/prepared-operation';
import { settled } from '../../fakes/fake-workers';
import { RunnerOnDisk } from './runner-on-disk';

const request: DummyRequest = { type: 'dummy', steps: 3, seconds: 1, failAt: null, ignoreCancel: false };
const result: OperationResult = { type: 'dummy', steps: 3 };

/** Does what the test says; its type is that of a dummy, whose work main does here. */
class ChoreService extends ManagedService<DummyRequest> {
  readonly serviceName = 'Chores';
  protected readonly type = 'dummy';
  chore: (context: ManagedContext) => Promise<OperationResult> = async () => result;

  constructor(lab: RunnerOnDisk) {
    const { runner, registry, settings } = lab;
    const { clock, service: operations } = lab.disk;
    const silent = { info: () => {}, warn: () => {}, error: () => {} };
    super({ runner, operations, registry, settings, clock, log: silent, loopLagMs: () => 0 });
  }

  prepare(): PreparedOperation {
    return { metadata: plainMetadata('Chore'), warnings: ['mind the gap'], strategy: null };
  }

  startAs(type: string): Operation {
    const wanted: ManagedOperation = {
      name: 'Chore',
      type: type as OperationType,
      metadata: plainMetadata('Chore'),
      request,
      run: this.chore,
    };
    return this.startManagedOperation(wanted);
  }

  protected work(_request: DummyRequest, context: ManagedContext): Promise<OperationResult> {
    return this.chore(context);
  }
}

function open(slots = 2) {
  const lab = new RunnerOnDisk(slots);
  return { lab, chores: new ChoreService(lab) };
}

/** Until the token says otherwise. */
const waiting = ({ token }: ManagedContext): Promise<never> => token.whenCancelled().then(() => new Promise(() => {}));

describe('work of main itself', () => {
  it('has a row that runs when it has begun, and ends with its result', async () => {
    const { lab, chores } = open();
    const operation = chores.start(request);
    expect(operation).toMatchObject({ status: 'running', metadata: { title: 'Chore' }, warnings: ['mind the gap'] });
    expect(lab.runner.drives(operation.operationId)).toBe(true);
    await settled();
    expect(lab.as('completed', operation.operationId).result).toEqual(result);
    expect(lab.runner.activeCount).toBe(0);
  });

  it('of a type that does not exist is refused before there is a row', () => {
    const { lab, chores } = open();
    expect(() => chores.startAs('gardening')).toThrow();
    expect(lab.disk.rows('SELECT 1 FROM operations')).toEqual([]);
  });

  it('tells its progress, leaves what it does not name, and never goes back', async () => {
    const { lab, chores } = open();
    const seen: unknown[] = [];
    chores.chore = async ({ operationId, updateProgress }) => {
      const look = () => {
        const { percentage, currentStep, context } = lab.as('running', operationId).progress;
        seen.push([percentage, currentStep, context['room']]);
      };
      updateProgress({ percentage: 40, currentStep: 'Sweeping', context: { room: 'kitchen' } });
      look();
      updateProgress({ percentage: undefined, currentStep: 'Mopping' });
      look();
      updateProgress({ percentage: 10 });
      look();
      throw new FailureError(failure('requested_failure', 'no water'));
    };
    const { operationId } = chores.start(request);
    await settled();
    expect(seen).toEqual([
      [40, 'Sweeping', 'kitchen'],
      [40, 'Mopping', 'kitchen'],
      [40, 'Mopping', 'kitchen'],
    ]);
    expect(lab.as('failed', operationId)).toMatchObject({
      failure: { code: 'requested_failure' },
      progress: { percentage: 40, context: { error: 'no water' } },
    });
  });

  it('that throws anything else has failed inside', async () => {
    const { lab, chores } = open();
    chores.chore = () => Promise.reject(new Error('oops'));
    const { operationId } = chores.start(request);
    await settled();
    expect(lab.as('failed', operationId).failure).toMatchObject({ code: 'internal' });
  });

  it('is cancelled, paused and closed as such, in the very turn, also when it does not heed its token', async () => {
    const { lab, chores } = open();
    chores.chore = waiting;
    const [cancelled, paused, closed] = [1, 2, 3].map(() => chores.start(request).operationId) as [
      OperationId,
      OperationId,
      OperationId,
    ];
    lab.runner.cancel(cancelled, 'user', 'enough');
    lab.lifecycle.pause(paused);
    await settled();
    expect(lab.as('cancelled', cancelled)).toMatchObject({ reason: 'user', note: 'enough' });
    expect(lab.as('cancelled', paused).reason).toBe('paused');
    await lab.runner.shutdown(1_000);
    expect(lab.as('cancelled', closed)).toMatchObject({ reason: 'shutdown', forced: false });
  });

  it('hears in its token that the app goes down, which is no failure', async () => {
    const { lab, chores } = open();
    let thrown: unknown = null;
    chores.chore = async ({ token }) => {
      await token.whenCancelled();
      try {
        token.throwIfCancelled('between two rooms');
      } catch (error) {
        thrown = error;
      }
      throw thrown;
    };
    const { operationId } = chores.start(request);
    await lab.runner.shutdown(1_000);
    expect(thrown).toBeInstanceOf(GracefulShutdownError);
    expect(lab.as('cancelled', operationId).reason).toBe('shutdown');
  });

  it('that gives up by itself is cancelled for its own reason', async () => {
    const { lab, chores } = open();
    chores.chore = ({ operationId }) =>
      Promise.reject(new CancellationError(operationId, { reason: 'timeout', note: 'too dark' }));
    const { operationId } = chores.start(request);
    await settled();
    expect(lab.as('cancelled', operationId)).toMatchObject({ reason: 'timeout', note: 'too dark' });
  });

  it('is not over before its children have stopped, however it ends', async () => {
    for (const end of ['cancel', 'fail'] as const) {
      const { lab, chores } = open();
      const children: OperationId[] = [];
      chores.chore = async (context) => {
        children.push(lab.askAtOnce('child', { parentOperationId: context.operationId }));
        if (end === 'cancel') return waiting(context);
        await settled();
        throw new FailureError(failure('requested_failure', 'no'));
      };
      const { operationId } = chores.start(request);
      await settled();
      if (end === 'cancel') lab.runner.cancel(operationId, 'user', null);
      await settled();
      await settled();
      expect(lab.status(operationId)).toBe('running');
      await lab.confirm(children[0]!);
      expect(lab.as('cancelled', children[0]!).reason).toBe('parent');
      expect(lab.status(operationId)).toBe(end === 'cancel' ? 'cancelled' : 'failed');
    }
  });

  it('starts no children any more once it was told to stop', async () => {
    const { lab, chores } = open();
    let refusedWith: unknown = null;
    chores.chore = async ({ operationId, token }) => {
      await token.whenCancelled();
      try {
        lab.askAtOnce('late child', { parentOperationId: operationId });
      } catch (error) {
        refusedWith = error;
      }
      throw refusedWith;
    };
    const { operationId } = chores.start(request);
    lab.runner.cancel(operationId, 'user', null);
    await settled();
    expect(refusedWith).toBeInstanceOf(CancellationError);
    expect(lab.disk.service.children(operationId)).toEqual([]);
    expect(lab.status(operationId)).toBe('cancelled');
  });

  it('goes on in another attempt', async () => {
    const { lab, chores } = open();
    chores.chore = waiting;
    const { operationId } = chores.start(request);
    await settled();
    lab.lifecycle.pause(operationId);
    await settled();
    chores.chore = async () => result;
    const goOn = chores.readyAgain(lab.disk.service.get(operationId));
    lab.disk.service.tryResume(operationId, null);
    goOn(null);
    await settled();
    expect(lab.as('completed', operationId).attempt).toBe(2);
  });
});

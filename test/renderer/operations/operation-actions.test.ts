import { describe, expect, it } from 'vitest';
import { CANCEL_REASONS } from '../../../src/contract/cancellation';
import { FAILURE_CODES, type FailureCode, failure } from '../../../src/contract/failure';
import type { Operation } from '../../../src/contract/operation';
import { actionLook } from '../../../src/renderer/operations/action-look';
import { FAILURE_ADVICE, REASON_ADVICE } from '../../../src/renderer/operations/failure-advice';
import { actionsOf } from '../../../src/renderer/operations/operation-actions';
import {
  backtestingResult,
  cancelledOperation,
  checkpointAt,
  completedOperation,
  failedOperation,
  metadataOf,
  mintId,
  pendingOperation,
  runningOperation,
  trainingMetadata,
  trainingResult,
} from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);
const training = { type: 'training' as const, metadata: trainingMetadata('pull', 7), createdAt: at };
const checkpointed = { ...training, checkpoint: checkpointAt(at) };
const dummy = { type: 'dummy' as const, metadata: metadataOf('Dummy'), createdAt: at };
const running = runningOperation(training, 40, 1_000);
const failed = (code: FailureCode, shape: Parameters<typeof failedOperation>[0] = checkpointed) =>
  failedOperation(shape, failure(code, 'x'), 50, 1);

describe('what can be done', () => {
  it('is pausing and cancelling while it works, and moving while it waits', () => {
    expect(actionsOf(running)).toEqual(['pause', 'cancel']);
    expect(actionsOf(pendingOperation(training))).toEqual(['pause', 'raise', 'lower', 'cancel']);
  });

  it('is nothing while it stops and only force while it does not answer', () => {
    const request = { at: new Date(at).toISOString(), reason: 'user' as const, note: null };
    expect(actionsOf({ ...running, cancelRequested: request })).toEqual([]);
    expect(actionsOf({ ...running, unresponsiveSince: new Date(at).toISOString() })).toEqual(['force_stop']);
  });

  it('leads on from what was finished', () => {
    expect(actionsOf(completedOperation(training, trainingResult(), 1))).toEqual([
      'backtest',
      'verify',
      'run_again',
      'change',
      'delete',
    ]);
    const backtest = { ...training, type: 'backtesting' as const };
    expect(actionsOf(completedOperation(backtest, backtestingResult(mintId('training', at)), 1))[0]).toBe('compare');
  });

  it('is first of all to go on with what was paused, wherever it was paused', () => {
    for (const reason of ['paused', 'shutdown'] as const) {
      for (const shape of [training, checkpointed]) {
        expect(actionsOf(cancelledOperation(shape, 48, 10, { reason }))[0]).toBe('resume');
      }
    }
  });

  it('starts again what left no checkpoint instead of claiming to resume it', () => {
    const actions = actionsOf(failed('worker_crashed', training));
    expect(actions[0]).toBe('start_over');
    expect(actions).not.toContain('resume');
    expect(actionsOf(failed('worker_crashed'))[0]).toBe('resume');
  });

  it('goes on with a research from the parts it has', () => {
    const research = { ...training, type: 'agent_research' as const, childCount: 3 };
    expect(actionsOf(failed('child_failed', research)).slice(0, 2)).toEqual(['open_child', 'resume']);
  });

  it('leaves pausing, resuming and deleting of a part to the whole', () => {
    const child = { ...checkpointed, parentOperationId: mintId('agent_research', at) };
    expect(actionsOf(runningOperation(child, 1, 1))).toEqual(['cancel', 'open_parent']);
    for (const one of actionsOf(failed('worker_crashed', child))) {
      expect(['resume', 'start_over', 'delete', 'pause']).not.toContain(one);
    }
  });
});

describe('the advice for a failure or a stop', () => {
  const ended: readonly Operation[] = [
    ...FAILURE_CODES.flatMap((code) => [failed(code), failed(code, training), failed(code, dummy)]),
    ...CANCEL_REASONS.map((reason) => cancelledOperation(checkpointed, 48, 1, { reason })),
  ];

  it('says for every code and reason what it means in whole sentences without blame', () => {
    for (const { title, meaning } of [...Object.values(FAILURE_ADVICE), ...Object.values(REASON_ADVICE)]) {
      expect(title).toMatch(/^[A-Z][a-z -]+$/);
      expect(title.split(' ').length).toBeLessThanOrEqual(6);
      expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });

  it.each(FAILURE_CODES)('leaves a next step for a training that failed with %s', (code) => {
    const next = actionsOf(failed(code)).filter((one) => one !== 'delete');
    expect(next.length).toBeGreaterThan(0);
    for (const blocked of FAILURE_ADVICE[code].inVain ?? []) expect(next).not.toContain(blocked);
  });

  it('offers every action with a word and a hint, none twice', () => {
    for (const operation of ended) {
      const actions = actionsOf(operation);
      expect(new Set(actions).size).toBe(actions.length);
      for (const action of actions) {
        const { label, hint } = actionLook(action, operation);
        expect(label.length * hint.length).toBeGreaterThan(0);
      }
    }
  });

  it('starts with what would mend it', () => {
    const first = (code: FailureCode) => actionsOf(failed(code))[0];
    expect(first('bad_strategy')).toBe('open_strategy');
    expect(first('empty_range')).toBe('choose_range');
    expect(first('unknown_symbol')).toBe('open_data');
    expect(first('checkpoint_damaged')).toBe('start_over');
    expect(first('engine_changed')).toBe('run_again');
    expect(first('worker_kind_stopped')).toBe('restart_workers');
    expect(actionsOf(failed('bad_csv', { ...dummy, type: 'data_load' }))[0]).toBe('import_again');
  });

  it('never offers to go on from a checkpoint that is damaged', () => {
    expect(actionsOf(failed('checkpoint_damaged'))).not.toContain('resume');
  });

  it('says where resuming goes on', () => {
    expect(actionLook('resume', failed('worker_crashed')).hint).toBe('Go on from epoch\u00a024');
    expect(actionLook('start_over', failed('worker_crashed')).label).toBe('Start again from the beginning');
    expect(actionLook('start_over', failed('worker_crashed', training)).label).toBe('Start again');
  });
});

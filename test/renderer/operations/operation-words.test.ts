import { describe, expect, it } from 'vitest';
import { CANCEL_REASONS } from '../../../src/contract/cancellation';
import { FAILURE_CODES, failure } from '../../../src/contract/failure';
import type { Operation } from '../../../src/contract/operation';
import { actionsOf } from '../../../src/renderer/operations/operation-actions';
import {
  failureWords,
  fullTitle,
  keyFigures,
  reasonWords,
  subjectWords,
} from '../../../src/renderer/operations/operation-words';
import { statusKind, statusWords } from '../../../src/renderer/operations/status-kind';
import { summaryWords } from '../../../src/renderer/operations/summary-words';
import {
  backtestingResult,
  cancelledOperation,
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
const dummy = { type: 'dummy' as const, metadata: metadataOf('Dummy'), createdAt: at };
const running = runningOperation(training, 40, 1_000);
const asked: Operation = {
  ...running,
  cancelRequested: { at: new Date(at).toISOString(), reason: 'user', note: null },
};

describe('the words for an operation', () => {
  it('say what it is, about what, and how it stands', () => {
    expect(fullTitle(running)).toBe('Training pull');
    expect(fullTitle(pendingOperation(dummy))).toBe('Demonstration');
    expect(subjectWords(running)).toBe('SPX · 1d · seed 7');
    expect(statusWords(pendingOperation(dummy, 2))).toBe('Queued, 2nd');
    expect(statusWords(pendingOperation(dummy, null))).toBe('Waiting');
  });

  it('call it cancelling as soon as that was asked, by whomever', () => {
    expect(statusKind(running)).toBe('running');
    expect(statusKind(running, true)).toBe('cancelling');
    expect(statusKind(asked)).toBe('cancelling');
  });

  it('call a pause a pause', () => {
    expect(statusKind(cancelledOperation(training, 48, 10, { reason: 'paused' }))).toBe('paused');
    expect(statusKind(cancelledOperation(training, 48, 10))).toBe('cancelled');
  });

  it('have a sentence for every failure and every reason', () => {
    for (const code of FAILURE_CODES) expect(failureWords(code)).toMatch(/^[A-Z][a-z ]+/);
    for (const reason of CANCEL_REASONS) expect(reasonWords(reason)).toMatch(/^[A-Z]/);
  });

  it('lead with the figure people look for', () => {
    const figures = keyFigures(backtestingResult(mintId('training', at), 0)).map(({ value }) => value);
    expect(figures).toEqual(['+14.2\u00a0%', '1.104']);
  });

  it('sum up each status in one line', () => {
    expect(summaryWords(running)).toMatch(/^Epoch 20\/50 · Batch /);
    expect(summaryWords(completedOperation(training, trainingResult(0), 10))).toBe('SPX · 1d · seed 7 · loss 0.8846');
    expect(summaryWords(failedOperation(training, failure('empty_range', 'No bars.'), 1, 1))).toBe(
      'No bars in the range: No bars.',
    );
    expect(summaryWords(cancelledOperation(training, 48.9, 10, { note: 'wrong seed' }))).toBe(
      'at 48\u00a0% · wrong seed · SPX · 1d · seed 7',
    );
  });
});

describe('what can be done', () => {
  it('is only what the status allows', () => {
    expect(actionsOf(pendingOperation(training))).toEqual(['cancel']);
    expect(actionsOf(running)).toEqual(['cancel']);
    expect(actionsOf(asked)).toEqual([]);
    for (const code of FAILURE_CODES) {
      const actions = actionsOf(failedOperation(training, failure(code, 'x'), 1, 1));
      expect(actions).toContain('delete');
      expect(actions).not.toContain('cancel');
    }
  });

  it('leads on from what was finished', () => {
    expect(actionsOf(completedOperation(training, trainingResult(), 1))[0]).toBe('backtest');
    const backtest = { ...training, type: 'backtesting' as const };
    expect(actionsOf(completedOperation(backtest, backtestingResult(mintId('training', at)), 1))[0]).toBe('compare');
  });

  it('starts with what would mend a failure', () => {
    const first = (code: 'bad_strategy' | 'empty_range' | 'unknown_symbol' | 'worker_crashed') =>
      actionsOf(failedOperation(training, failure(code, 'x'), 1, 1))[0];
    expect(first('bad_strategy')).toBe('open_strategy');
    expect(first('empty_range')).toBe('choose_range');
    expect(first('unknown_symbol')).toBe('open_data');
    expect(first('worker_crashed')).toBe('train_again');
    const badFile = failedOperation({ ...dummy, type: 'data_load' }, failure('bad_csv', 'x'), 1, 1);
    expect(actionsOf(badFile)).toEqual(['import_again', 'delete']);
  });
});

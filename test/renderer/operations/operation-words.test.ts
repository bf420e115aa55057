import { describe, expect, it } from 'vitest';
import { CANCEL_REASONS } from '../../../src/contract/cancellation';
import { FAILURE_CODES, failure } from '../../../src/contract/failure';
import type { Operation } from '../../../src/contract/operation';
import {
  failureWords,
  fullTitle,
  keyFigures,
  reasonWords,
  runWords,
  subjectWords,
} from '../../../src/renderer/operations/operation-words';
import { statusKind, statusWords } from '../../../src/renderer/operations/status-kind';
import { summaryWords } from '../../../src/renderer/operations/summary-words';
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
    expect(statusKind(running, { at, how: 'cancel' })).toBe('cancelling');
    expect(statusKind(asked)).toBe('cancelling');
  });

  it('call stopping in order to go on later pausing, in the same frame, too', () => {
    expect(statusWords(running, { at, how: 'pause' })).toBe('Pausing…');
    for (const reason of ['paused', 'shutdown'] as const) {
      const pausing: Operation = {
        ...running,
        cancelRequested: { at: new Date(at).toISOString(), reason, note: null },
      };
      expect(statusWords(pausing)).toBe('Pausing…');
    }
  });

  it('say that nothing is heard of work that should report, unless it is being stopped anyway', () => {
    const silent: Operation = { ...running, unresponsiveSince: new Date(at).toISOString() };
    expect(statusWords(silent)).toBe('Not responding');
    expect(statusWords(silent, { at, how: 'cancel' })).toBe('Cancelling…');
  });

  it('say where a resumed operation waits', () => {
    const { status: _, ...base } = pendingOperation(training, 2);
    const resuming: Operation = {
      ...base,
      status: 'resuming',
      startedAt: null,
      progress: running.progress,
      checkpoint: null,
    };
    expect(statusWords(resuming)).toBe('Resuming, queued, 2nd');
    expect(statusWords({ ...resuming, queuePosition: null })).toBe('Resuming…');
  });

  it('tell variants, later attempts and repeats apart', () => {
    const variant = { ...training.metadata, parameters: { variant: 2 } };
    expect(runWords(runningOperation({ ...training, metadata: variant, attempt: 2 }, 1, 1))).toBe(
      'variant 2 · 2nd attempt',
    );
    const origin = { kind: 'verify' as const, operationId: running.operationId };
    expect(fullTitle(runningOperation({ ...training, origin }, 1, 1))).toBe('Verify · Training pull');
  });

  it('say how old what is kept of a pause is', () => {
    const paused = cancelledOperation({ ...training, checkpoint: checkpointAt(at - 180_000) }, 48.9, 10, {
      reason: 'shutdown',
    });
    expect(summaryWords(paused, at)).toBe(
      'by closing the app · at 48\u00a0% · checkpoint 3\u00a0min old · SPX · 1d · seed 7',
    );
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
    expect(summaryWords(running, at)).toMatch(/^Epoch 20\/50 · Batch /);
    expect(summaryWords(completedOperation(training, trainingResult(0), 10), at)).toBe(
      'SPX · 1d · seed 7 · loss 0.8846',
    );
    expect(summaryWords(failedOperation(training, failure('empty_range', 'No bars.'), 1, 1), at)).toBe(
      'No bars in the range: No bars.',
    );
    expect(summaryWords(cancelledOperation(training, 48.9, 10, { note: 'wrong seed' }), at)).toBe(
      'at 48\u00a0% · wrong seed · SPX · 1d · seed 7',
    );
  });
});

import { expect, test } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import { JobCancelled } from '../../../src/engine/job-control';
import { JobInputError } from '../../../src/engine/job-input-error';
import { endOfThrown } from '../../../src/workers/runtime/end-of-thrown';

test('a job that was asked to stop is cancelled, not failed', () => {
  expect(endOfThrown(new JobCancelled())).toEqual({ kind: 'cancelled' });
});

test('a failure is kept as it is', () => {
  const known = failure('bad_csv', 'Line 7 is broken.', { phase: 'Load' });
  expect(endOfThrown(new FailureError(known))).toEqual({ kind: 'failed', failure: known });
});

test('a fault of the input keeps its code and its words', () => {
  expect(endOfThrown(new JobInputError('label_collapse', 'Only one class.'))).toEqual({
    kind: 'failed',
    failure: failure('label_collapse', 'Only one class.'),
  });
});

test.each([
  ['the end of a thread at its limit', Object.assign(new Error('limit'), { code: 'ERR_WORKER_OUT_OF_MEMORY' })],
  ['a buffer that could not be had', new RangeError('Array buffer allocation failed')],
])('%s is a lack of memory', (_, thrown) => {
  expect(endOfThrown(thrown)).toMatchObject({ kind: 'failed', failure: { code: 'out_of_memory' } });
});

test.each([new TypeError('x is not a function'), 'a string', null, new RangeError('Invalid array length')])(
  'anything else is our own fault and keeps its text for the log: %s',
  (thrown) => {
    const end = endOfThrown(thrown);
    expect(end).toMatchObject({ kind: 'failed', failure: { code: 'internal' } });
    expect(end.kind === 'failed' && end.failure.detail).toContain(
      thrown instanceof Error ? thrown.message : String(thrown),
    );
  },
);

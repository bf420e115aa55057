import { expect, it } from 'vitest';
import { failure, INPUT_FAILURE_CODES, OTHER_FAILURE_CODES } from '../../../src/contract/failure';
import { exitCodeOf, exitCodeOfFailure } from '../../../src/main/cli/exit-code';
import { cancelled, completed, failed } from './shown-operations';

it('an end has its exit code, and bad input has one wherever it was found', () => {
  expect(exitCodeOf(completed())).toBe(0);
  expect(exitCodeOf(cancelled())).toBe(130);
  for (const code of INPUT_FAILURE_CODES) expect(exitCodeOf(failed(code))).toBe(2);
  for (const code of OTHER_FAILURE_CODES) {
    expect(exitCodeOfFailure(failure(code, 'x'))).toBe(code === 'profile_in_use' ? 3 : 1);
  }
});

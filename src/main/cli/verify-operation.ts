import { FailureError, failure } from '../../contract/failure';
import { compareHashes } from '../../contract/hash-comparison';
import type { OperationId } from '../../contract/identifiers';
import type { CommandRun } from './command-run';
import { EXIT, exitCodeOf } from './exit-code';

/**
 * Runs a completed operation again and compares what came out. Answers with the exit code: 0 equal, 1 not.
 * @throws FailureError `not_allowed` for what has no result to compare with
 */
export async function verifyOperation(id: OperationId, run: CommandRun): Promise<number> {
  const { operations, lifecycle } = run.application;
  const before = operations.get(id);
  if (before.status !== 'completed') {
    throw new FailureError(
      failure('not_allowed', `${id} is ${before.status}; only what has completed can be verified.`),
    );
  }
  const again = await run.follow(() => lifecycle.verify(id));
  if (again.status !== 'completed') return exitCodeOf(again);
  const comparison = compareHashes(before.result, again.result);
  run.reporter.verified(comparison);
  return comparison.same ? EXIT.completed : EXIT.failed;
}

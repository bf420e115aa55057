import { FailureError, failure } from '../../contract/failure';
import type { StrategySource } from '../../contract/requests';
import { parseStrategy } from '../../engine/strategy/parse-strategy';
import { formatProblem, type Problem } from '../../engine/strategy/problem';
import type { RunChoice } from '../../engine/strategy/read-training-data';
import type { Strategy } from '../../engine/strategy/strategy';

export interface ResolvedStrategy {
  readonly strategy: Strategy;
  readonly warnings: readonly string[];
}

/**
 * The strategy a text describes, with what a run changes checked like the file itself.
 * @throws FailureError `bad_strategy` naming the file, the line and what was expected.
 */
export function resolveStrategy(
  source: StrategySource,
  overrides: readonly string[],
  chosen: RunChoice,
): ResolvedStrategy {
  const parsed = parseStrategy(source.text, source.fileName, overrides, chosen);
  if (!parsed.ok) throw new FailureError(failure('bad_strategy', problemsText(parsed.problems, source.fileName)));
  return {
    strategy: parsed.strategy,
    warnings: parsed.warnings.map((warning) => formatProblem(warning, source.fileName)),
  };
}

const SHOWN_PROBLEMS = 5;

function problemsText(problems: readonly Problem[], fileName: string): string {
  // What stands at a line first: a misspelt key is the reason for what is missing elsewhere.
  const ordered = [...problems].sort((a, b) => Number(a.line === null) - Number(b.line === null));
  const shown = ordered.slice(0, SHOWN_PROBLEMS).map((problem) => formatProblem(problem, fileName));
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `… and ${more} more.`].join('\n') : shown.join('\n');
}

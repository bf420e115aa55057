import type { z } from 'zod';
import type { problemSchema, StrategyFile, StrategyListing } from '../../contract/strategy-files';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import { parseStrategy, type StrategyParse } from '../../engine/strategy/parse-strategy';
import { type Problem, problemSentence } from '../../engine/strategy/problem';
import type { StrategyLibrary, StrategyText } from './strategy-library';

type ShownProblem = z.infer<typeof problemSchema>;

interface StrategyFindings {
  readonly problems: ShownProblem[];
  readonly warnings: ShownProblem[];
}

const shown = (problems: readonly Problem[]): ShownProblem[] =>
  problems.map((problem) => ({
    message: problemSentence(problem),
    path: problem.path,
    line: problem.line,
    column: problem.column,
  }));

/** What is wrong with a text, and what is worth knowing about it. */
export const checkStrategy = (text: string, fileName: string): StrategyFindings =>
  findingsOf(parseStrategy(text, fileName));

const findingsOf = (parsed: StrategyParse): StrategyFindings =>
  parsed.ok ? { problems: [], warnings: shown(parsed.warnings) } : { problems: shown(parsed.problems), warnings: [] };

export function readStrategy({ fileName, text }: StrategyText): StrategyFile {
  const parsed = parseStrategy(text, fileName);
  return {
    fileName,
    text,
    ...findingsOf(parsed),
    parameters: parsed.ok ? effectiveParameters(parsed.strategy) : {},
  };
}

export function strategyListings(library: StrategyLibrary): StrategyListing[] {
  const samples = new Set(library.sampleNames());
  return library.list().map(({ fileName, text, modifiedAt }) => {
    const parsed = parseStrategy(text, fileName);
    const strategy = parsed.ok ? parsed.strategy : null;
    return {
      fileName,
      name: strategy?.name ?? fileName,
      description: strategy?.description ?? null,
      symbol: strategy?.trainingData.symbols[0] ?? null,
      timeframe: strategy?.trainingData.baseTimeframe ?? null,
      modifiedAt,
      valid: parsed.ok,
      isSample: samples.has(fileName),
    };
  });
}

import { resolveFeatures } from '../features/resolve-features';
import type { Problem } from './problem';
import type { ProblemLog } from './problem-log';
import { readDecisions } from './read-decisions';
import { readFuzzySets } from './read-fuzzy-sets';
import { type Declared, readIndicators } from './read-indicators';
import { readInputs } from './read-inputs';
import { readModel } from './read-model';
import { readTraining } from './read-training';
import { type RunChoice, readTrainingData } from './read-training-data';
import type { Strategy } from './strategy';
import { readDocument, type StrategyDocument } from './strategy-document';
import { applyOverrides } from './strategy-overrides';
import { YamlSection } from './yaml-section';

export type StrategyParse =
  | { readonly ok: true; readonly strategy: Strategy; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Reads a strategy file (version 3 of the grammar): every key is used or reported, every default filled in. All
 * problems are found in one go. `overrides` are settings `key.path=value`, checked like keys of the file, later ones
 * winning; symbol, timeframe and dates of `run` are expected to be valid already.
 */
export function parseStrategy(
  text: string,
  fileName: string,
  overrides: readonly string[] = [],
  run: RunChoice = {},
): StrategyParse {
  const { read, log } = readDocument(text);
  if (read === null) return { ok: false, problems: log.errors };
  applyOverrides(read, overrides);
  const strategy = readStrategy(read, fileName, run);
  if (strategy !== null && log.errors.length === 0) checkFeatures(strategy, log);
  if (strategy === null || log.errors.length > 0) return { ok: false, problems: log.errors };
  warnOfUnused(strategy, log);
  return { ok: true, strategy, warnings: log.warnings };
}

function readStrategy({ root, aliases, log }: StrategyDocument, fileName: string, run: RunChoice): Strategy | null {
  const section = YamlSection.of(root, '', aliases, log);
  if (section === null) return null;
  const name = section.text('name');
  const version = readVersion(section);
  const description = section.has('description') ? section.text('description') : null;
  const data = readTrainingData(section, run);
  const indicators = readIndicators(section);
  const fuzzySets = readFuzzySets(section, indicators);
  const inputs = readInputs(section, { indicators, fuzzySets, data });
  const model = readModel(section);
  const decisions = readDecisions(section);
  const training = readTraining(section);
  section.noEffect(['scope'], 'what a run uses is said by training_data');
  section.noEffect(['deployment'], 'strategies are researched here, not deployed');
  section.noEffect(['context_data'], 'no other data source is read');
  section.close();
  if (indicators === null || fuzzySets === null || data === null || model === null || training === null) return null;
  return {
    // A file without a name is called what it is called on disk.
    name: name?.text ?? fileName.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/i, ''),
    version,
    description: description?.text ?? null,
    trainingData: data.spec,
    indicators: sound(indicators),
    fuzzySets: sound(fuzzySets),
    inputs,
    model,
    decisions,
    training,
  };
}

const sound = <T>(declared: Declared<T>): T[] => [...declared.values()].filter((value) => value !== null);

/** `version` may be left out; 3, 3.0 and "3.x" are this grammar. */
function readVersion(section: YamlSection): string {
  const entry = section.text('version');
  if (entry === null) return '3.0';
  if (/^3(\.\d+)?$/.test(entry.text)) return entry.text === '3' ? '3.0' : entry.text;
  section.fail(entry, `this file has version ${entry.text} of the strategy grammar`, { expected: 'version "3.0"' });
  return '3.0';
}

/** Two inputs of one name would be one column twice, or two that cannot be told apart. */
function checkFeatures(strategy: Strategy, log: ProblemLog): void {
  const seen = new Set<string>();
  for (const { id } of resolveFeatures(strategy)) {
    if (seen.has(id)) {
      log.error('nn_inputs', null, `two inputs are both called \`${id}\``, {
        suggestion: 'list each fuzzy set once, and rename sets or memberships whose joined names are equal',
      });
    }
    seen.add(id);
  }
}

function warnOfUnused(strategy: Strategy, log: ProblemLog): void {
  const usedSets = new Set(strategy.inputs.flatMap((input) => (input.kind === 'fuzzy' ? [input.fuzzySet] : [])));
  const used = new Set(resolveFeatures(strategy).map(({ indicator }) => indicator));
  for (const { id } of strategy.fuzzySets) {
    if (!usedSets.has(id))
      log.warn(`fuzzy_sets.${id}`, null, `the fuzzy set \`${id}\` has no effect: no input uses it`);
  }
  for (const { id } of strategy.indicators) {
    if (!used.has(id)) log.warn(`indicators.${id}`, null, `the indicator \`${id}\` has no effect: no input uses it`);
  }
}

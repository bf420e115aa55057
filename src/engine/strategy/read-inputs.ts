import { isScalar } from 'yaml';
import type { Timeframe } from '../../contract/timeframe';
import { readColumn } from './read-fuzzy-sets';
import type { Declared } from './read-indicators';
import { readTimeframe, type TrainingData } from './read-training-data';
import type { FuzzySetSpec, IndicatorSpec, InputSpec } from './strategy';
import type { YamlEntry, YamlSection } from './yaml-section';

export interface KnownNames {
  /** The sections are null when they have faults of their own: nothing is then checked against them. */
  readonly indicators: Declared<IndicatorSpec> | null;
  readonly fuzzySets: Declared<FuzzySetSpec> | null;
  readonly data: TrainingData | null;
}

export function readInputs(root: YamlSection, known: KnownNames): InputSpec[] {
  const entry = root.take('nn_inputs');
  if (entry === null) {
    root.missing('nn_inputs', { expected: 'a list such as [{fuzzy_set: momentum, timeframes: all}]' });
    return [];
  }
  const items = root.items(entry);
  if (items?.length === 0) root.fail(entry, 'there are no inputs', { expected: 'at least one' });
  return (items ?? []).flatMap((item) => {
    const section = root.asSection(item);
    return section === null ? [] : (readInput(section, known) ?? []);
  });
}

function readInput(section: YamlSection, known: KnownNames): InputSpec | null {
  const fuzzy = section.text('fuzzy_set');
  const raw = section.text('raw_indicator');
  const timeframes = readTimeframes(section, known.data);
  const hasNormalization = section.has('normalization');
  const normalization = section.choice('normalization', ['none'], 'none', ['minmax', 'zscore']);
  section.close();
  if ((fuzzy === null) === (raw === null)) {
    section.log.error(
      section.path,
      section.node,
      `\`${section.path}\` names ${fuzzy === null ? 'neither' : 'both'} a fuzzy_set ${fuzzy === null ? 'nor' : 'and'} a raw_indicator`,
      { expected: 'one of them' },
    );
    return null;
  }
  if (fuzzy !== null) {
    if (hasNormalization) {
      section.log.error(section.path, section.node, `\`${section.path}.normalization\` is for raw indicators only`, {
        suggestion: 'remove it: memberships are already between 0 and 1',
      });
    }
    if (known.fuzzySets !== null && !known.fuzzySets.has(fuzzy.text)) {
      section.unknownName(fuzzy, fuzzy.text, [...known.fuzzySets.keys()]);
    }
    return { kind: 'fuzzy', fuzzySet: fuzzy.text, timeframes };
  }
  const column = raw === null ? null : readColumn(section, raw, raw.text, known.indicators);
  return column === null ? null : { kind: 'raw', ...column, timeframes, normalization };
}

/**
 * `all`, one timeframe or a list of them, each of which the file's training_data must have. As a run has exactly one
 * timeframe, the answer is that one, whatever the file calls it.
 */
function readTimeframes(section: YamlSection, data: TrainingData | null): readonly Timeframe[] {
  const entry = section.take('timeframes');
  const all = data?.spec.timeframes ?? [];
  if (entry === null || isAll(entry)) return all;
  const single = isScalar(entry.value);
  const items = single ? [entry] : section.items(entry);
  if (items?.length === 0)
    section.fail(entry, `\`${entry.path}\` is an empty list`, { expected: 'all, or timeframes' });
  const seen = new Set<Timeframe>();
  for (const item of items ?? []) {
    const timeframe = readTimeframe(section, item);
    if (timeframe === null) continue;
    if (data !== null && !data.declaredTimeframes.includes(timeframe)) {
      section.fail(item, `the timeframe ${timeframe} is not in training_data`, {
        expected: `all or ${data.declaredTimeframes.join(', ')}`,
      });
    }
    if (seen.has(timeframe)) section.fail(item, `the timeframe ${timeframe} stands twice`);
    seen.add(timeframe);
  }
  return all;
}

const isAll = ({ value }: YamlEntry): boolean => isScalar(value) && value.value === 'all';

import { indicatorOf } from '../indicators/indicator-catalogue';
import type { FuzzySetSpec, IndicatorSpec, Strategy } from '../strategy/strategy';
import type { FeatureSpec } from './feature-spec';

/**
 * The network's inputs in the order that is the contract between a model and its strategy: inputs in file order, for
 * each its timeframes in order, for each of these the memberships in file order.
 */
export function resolveFeatures(strategy: Pick<Strategy, 'inputs' | 'indicators' | 'fuzzySets'>): FeatureSpec[] {
  return strategy.inputs.flatMap((input) =>
    input.timeframes.flatMap((timeframe): FeatureSpec[] => {
      if (input.kind === 'fuzzy') {
        const set = fuzzySetOf(strategy, input.fuzzySet);
        return set.memberships.map((membership) => ({
          kind: 'fuzzy',
          id: `${timeframe}_${set.id}_${membership.name}`,
          timeframe,
          indicator: set.indicator,
          output: set.output,
          fuzzySet: set.id,
          membership,
        }));
      }
      const { indicator, output } = input;
      const { outputs } = indicatorOf(indicatorSpecOf(strategy, indicator).type);
      const column = outputs.length === 1 ? indicator : `${indicator}.${output}`;
      return [{ kind: 'raw', id: `${timeframe}_${column}_raw`, timeframe, indicator, output }];
    }),
  );
}

/** The fuzzy set of an id that the parser has checked. */
function fuzzySetOf(strategy: Pick<Strategy, 'fuzzySets'>, id: string): FuzzySetSpec {
  const set = strategy.fuzzySets.find((candidate) => candidate.id === id);
  if (set === undefined) throw new TypeError(`The strategy has no fuzzy set "${id}".`);
  return set;
}

function indicatorSpecOf(strategy: Pick<Strategy, 'indicators'>, id: string): IndicatorSpec {
  const indicator = strategy.indicators.find((candidate) => candidate.id === id);
  if (indicator === undefined) throw new TypeError(`The strategy has no indicator "${id}".`);
  return indicator;
}

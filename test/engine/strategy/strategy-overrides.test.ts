import { describe, expect, it } from 'vitest';
import { resolveFeatures } from '../../../src/engine/features/resolve-features';
import { effectiveParameters } from '../../../src/engine/strategy/effective-parameters';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import { formatProblem, problemSentence } from '../../../src/engine/strategy/problem';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';

function withOverrides(overrides: readonly string[], text = PULLBACK_YAML): Strategy {
  const parsed = parseStrategy(text, 'my.yaml', overrides);
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => formatProblem(problem, 'my.yaml')).join('\n'));
  return parsed.strategy;
}

describe('overrides', () => {
  it('replace values, lists and items of lists, and add keys the file does not have', () => {
    const strategy = withOverrides([
      'training.epochs=20',
      'model.architecture.hidden_layers=[8, 4]',
      'model.architecture.hidden_layers.1=5',
      'decisions.allow_short_from_flat=true',
      'indicators.mom.source=hlc3',
      'fuzzy_sets.mom_zone.middle={type: gaussian, parameters: [50, 10]}',
      'training.epochs=25',
    ]);
    expect(strategy.training.epochs).toBe(25);
    expect(strategy.model.hiddenLayers).toEqual([8, 5]);
    expect(strategy.decisions.allowShortFromFlat).toBe(true);
    expect(strategy.indicators[0]?.source).toBe('hlc3');
    expect(strategy.fuzzySets[0]?.memberships.at(-1)).toEqual({
      name: 'middle',
      shape: 'gaussian',
      parameters: [50, 10],
    });
  });

  it('leave the strategy as it is when they repeat what the file says', () => {
    expect(withOverrides(['training.epochs=40', 'name=desk_pullback'])).toEqual(withOverrides([]));
  });

  it('do not lead into an alias, which would change the other users of its anchor', () => {
    const text = PULLBACK_YAML.replace('[0, 15, 35]', '&low [0, 15, 35]').replace('[65, 85, 100]', '*low');
    const parsed = parseStrategy(text, 'my.yaml', ['fuzzy_sets.mom_zone.stretched.1=20']);
    expect(parsed.ok ? [] : parsed.problems.map(problemSentence)).toEqual([
      '"fuzzy_sets.mom_zone.stretched.1=20" leads nowhere; expected a section, or an item of a list, at `fuzzy_sets.mom_zone.stretched`.',
    ]);
    const [set] = withOverrides(['fuzzy_sets.mom_zone.stretched=[60, 80, 100]'], text).fuzzySets;
    expect(set?.memberships.map(({ parameters }) => parameters)).toEqual([
      [0, 15, 35],
      [60, 80, 100],
    ]);
  });

  it('make the sections they need', () => {
    const text = PULLBACK_YAML.replace(/^decisions:.*\n/m, '');
    expect(withOverrides(['decisions.filters.min_signal_separation=24'], text).decisions.minSignalSeparationHours).toBe(
      24,
    );
  });

  it.each([
    ['training.epoch=20', '`training.epoch` is not a known key (set by "training.epoch=20"); did you mean `epochs`?'],
    ['trainin.epochs=20', '`trainin` is not a known key (set by "trainin.epochs=20"); did you mean `training`?'],
    [
      'training.epochs=0',
      '`training.epochs` is 0 (set by "training.epochs=0"); expected a whole number from 1 to 1000000.',
    ],
    [
      'indicators.mom.type=rzi',
      'Indicator type `rzi` is not known (set by "indicators.mom.type=rzi"); did you mean `rsi`?',
    ],
    ['training.epochs', '"training.epochs" is not a setting; expected key.path=value, such as training.epochs=20.'],
    ['=20', '"=20" is not a setting; expected key.path=value, such as training.epochs=20.'],
    [
      'training..epochs=20',
      '"training..epochs=20" is not a setting; expected key.path=value, such as training.epochs=20.',
    ],
    ['training.epochs=', 'The value of "training.epochs=" is empty or not plain YAML data.'],
    ['training.epochs=[1', 'The value of "training.epochs=[1" is empty or not plain YAML data.'],
    ['training.epochs=*x', 'The value of "training.epochs=*x" is empty or not plain YAML data.'],
    ['training.epochs=!x 1', 'The value of "training.epochs=!x 1" is empty or not plain YAML data.'],
    [
      'training.epochs.deep=1',
      '"training.epochs.deep=1" leads nowhere; expected a section, or an item of a list, at `training.epochs`.',
    ],
    [
      'nn_inputs.9.fuzzy_set=x',
      '"nn_inputs.9.fuzzy_set=x" leads nowhere; expected a section, or an item of a list, at `nn_inputs.9`.',
    ],
    [
      'nn_inputs.two.fuzzy_set=x',
      '"nn_inputs.two.fuzzy_set=x" leads nowhere; expected a section, or an item of a list, at `nn_inputs.two`.',
    ],
  ])('that are wrong are reported: %s', (override, problem) => {
    const parsed = parseStrategy(PULLBACK_YAML, 'my.yaml', [override]);
    expect(parsed.ok ? [] : parsed.problems.map((found) => formatProblem(found, 'my.yaml'))).toEqual([
      `my.yaml: ${problem}`,
    ]);
  });
});

describe("a run's own choices", () => {
  it('take the place of symbol, timeframe and dates, for the inputs too', () => {
    const parsed = parseStrategy(PULLBACK_YAML, 'my.yaml', [], {
      symbol: 'EURUSD',
      timeframe: '1d',
      startDate: '2010-01-01',
      endDate: null,
    });
    expect(parsed.ok).toBe(true);
    if (!parsed.ok) return;
    expect(parsed.strategy.trainingData).toMatchObject({
      symbols: ['EURUSD'],
      timeframes: ['1d'],
      baseTimeframe: '1d',
      startDate: '2010-01-01',
      endDate: '2016-12-31',
    });
    expect(resolveFeatures(parsed.strategy).map(({ id }) => id)).toEqual([
      '1d_mom_zone_washed_out',
      '1d_mom_zone_stretched',
      '1d_trend_push_down',
      '1d_trend_push_up',
    ]);
  });

  it('pick one symbol of several', () => {
    const text = PULLBACK_YAML.replace('{mode: single, symbol: DEMOFX}', '{mode: multi_symbol, list: [AAA, BBB]}');
    const parsed = parseStrategy(text, 'my.yaml', [], { symbol: 'BBB' });
    expect(parsed.ok && parsed.strategy.trainingData.symbols).toEqual(['BBB']);
  });
});

describe('effectiveParameters', () => {
  it('shows every value in force by its key path', () => {
    const shown = effectiveParameters(withOverrides(['training.epochs=20', 'indicators.spare={type: adx}']));
    expect(shown).toMatchObject({
      'training_data.symbols.symbol': 'DEMOFX',
      'indicators.mom.type': 'rsi',
      'indicators.mom.period': '10',
      'indicators.mom.source': 'close',
      'indicators.spare.period': '14',
      'fuzzy_sets.trend_push.indicator': 'trend.histogram',
      'fuzzy_sets.mom_zone.washed_out': 'triangular [0, 15, 35]',
      'nn_inputs.1': 'trend_push on 1h',
      'model.architecture.hidden_layers': '24, 12',
      'decisions.allow_short_from_flat': 'false',
      'training.labels.zigzag_threshold': '0.008',
      'training.epochs': '20',
      'training.early_stopping.patience': '6',
    });
    expect(Object.keys(shown)).not.toContain('indicators.spare.source');
  });
});

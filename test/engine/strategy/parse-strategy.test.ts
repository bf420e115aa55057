import { describe, expect, it } from 'vitest';
import { resolveFeatures } from '../../../src/engine/features/resolve-features';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import { formatProblem } from '../../../src/engine/strategy/problem';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';

/** The file with one piece of its text replaced. */
function changed(piece: string, by: string): string {
  expect(PULLBACK_YAML).toContain(piece);
  return PULLBACK_YAML.replace(piece, by);
}

function strategyOf(text: string): Strategy {
  const parsed = parseStrategy(text, 'my.yaml');
  if (!parsed.ok) throw new Error(parsed.problems.map((problem) => formatProblem(problem, 'my.yaml')).join('\n'));
  return parsed.strategy;
}

function problemsOf(text: string): string[] {
  const parsed = parseStrategy(text, 'my.yaml');
  return parsed.ok ? [] : parsed.problems.map((problem) => formatProblem(problem, 'my.yaml'));
}

const warningsOf = (text: string): string[] => {
  const parsed = parseStrategy(text, 'my.yaml');
  return parsed.ok ? parsed.warnings.map((warning) => formatProblem(warning, 'my.yaml')) : ['does not parse'];
};

describe('a whole file', () => {
  it('is read with every value', () => {
    expect(strategyOf(PULLBACK_YAML)).toEqual({
      name: 'desk_pullback',
      version: '3.0',
      description: 'Buys what fell far.',
      trainingData: {
        symbols: ['DEMOFX'],
        timeframes: ['1h'],
        baseTimeframe: '1h',
        historyRequired: 300,
        startDate: '2015-01-01',
        endDate: '2016-12-31',
      },
      indicators: [
        { id: 'mom', type: 'rsi', parameters: { period: 10 }, source: 'close' },
        {
          id: 'trend',
          type: 'macd',
          parameters: { fast_period: 8, slow_period: 21, signal_period: 5 },
          source: 'close',
        },
      ],
      fuzzySets: [
        {
          id: 'mom_zone',
          indicator: 'mom',
          output: 'rsi',
          memberships: [
            { name: 'washed_out', shape: 'triangular', parameters: [0, 15, 35] },
            { name: 'stretched', shape: 'triangular', parameters: [65, 85, 100] },
          ],
        },
        {
          id: 'trend_push',
          indicator: 'trend',
          output: 'histogram',
          memberships: [
            { name: 'down', shape: 'trapezoidal', parameters: [-0.01, -0.008, -0.001, 0] },
            { name: 'up', shape: 'gaussian', parameters: [0.003, 0.002] },
          ],
        },
      ],
      inputs: [
        { kind: 'fuzzy', fuzzySet: 'mom_zone', timeframes: ['1h'] },
        { kind: 'fuzzy', fuzzySet: 'trend_push', timeframes: ['1h'] },
      ],
      model: { type: 'mlp', hiddenLayers: [24, 12], activation: 'tanh', dropout: 0.1 },
      decisions: {
        outputFormat: 'classification',
        confidenceThreshold: 0.55,
        positionAwareness: true,
        allowShortFromFlat: false,
        minSignalSeparationHours: 6,
      },
      training: {
        labels: { source: 'zigzag', threshold: 0.008 },
        epochs: 40,
        batchSize: 64,
        learningRate: 0.002,
        weightDecay: 0.001,
        gradientClip: 2,
        split: { train: 0.6, validation: 0.2, test: 0.2 },
        earlyStopping: { patience: 6, minDelta: 0.0005 },
      },
    });
    expect(warningsOf(PULLBACK_YAML)).toEqual([]);
  });

  it('survives its JSON form, which is what an operation pins', () => {
    const strategy = strategyOf(PULLBACK_YAML);
    expect(JSON.parse(JSON.stringify(strategy))).toEqual(strategy);
  });

  it('fills the defaults of a file that says only what it must', () => {
    const strategy = strategyOf(`
training_data: {symbols: {symbol: SP500}, timeframes: {timeframe: 1d}}
indicators: {mom: {type: rsi}}
fuzzy_sets: {zone: {indicator: mom, low: [0, 20, 40]}}
nn_inputs: [{fuzzy_set: zone}]
model: {architecture: {hidden_layers: [8]}}
training: {}
`);
    expect(strategy).toMatchObject({
      name: 'my',
      version: '3.0',
      description: null,
      trainingData: { historyRequired: 200, startDate: null, endDate: null },
      indicators: [{ id: 'mom', type: 'rsi', parameters: { period: 14 }, source: 'close' }],
      inputs: [{ kind: 'fuzzy', fuzzySet: 'zone', timeframes: ['1d'] }],
      model: { type: 'mlp', activation: 'relu', dropout: 0.2 },
      decisions: { confidenceThreshold: 0.5, positionAwareness: true, minSignalSeparationHours: 4 },
      training: {
        labels: { source: 'zigzag', threshold: 0.02 },
        epochs: 100,
        batchSize: 32,
        learningRate: 0.001,
        weightDecay: 0.0001,
        gradientClip: 1,
        split: { train: 0.7, validation: 0.15, test: 0.15 },
        earlyStopping: null,
      },
    });
  });
});

describe('spellings that are accepted', () => {
  it('reads types in any case, short parameter names and other words for the same keys', () => {
    const text = changed('type: rsi, period: 10', 'type: RSI, period: 10, data_source: HLC3')
      .replace(
        'type: macd, fast_period: 8, slow_period: 21, signal_period: 5',
        'type: M_A_C_D, fast: 8, slow: 21, signal: 5',
      )
      .replace('start_date: 2015-01-01\n  end_date: 2016-12-31', 'date_range: {start: 2015-01-01, end: 2016-12-31}')
      .replace(
        'timeframes: {mode: single, timeframe: 1h}',
        'timeframes: {mode: single, list: [1h], base_timeframe: 1h}',
      )
      .replace('zigzag_threshold', 'threshold')
      .replace('activation: tanh', 'activation: TANH');
    const plain = strategyOf(PULLBACK_YAML);
    expect(strategyOf(text)).toEqual({
      ...plain,
      indicators: [{ ...plain.indicators[0], source: 'hlc3' }, plain.indicators[1]],
    });
  });

  it('reads a list of four numbers as a trapezium and a symbol that looks like a number', () => {
    const text = changed('[0, 15, 35]', '[0, 10, 20, 35]').replace('symbol: DEMOFX', 'symbol: 600519');
    expect(strategyOf(text).fuzzySets[0]?.memberships[0]).toEqual({
      name: 'washed_out',
      shape: 'trapezoidal',
      parameters: [0, 10, 20, 35],
    });
    expect(strategyOf(text).trainingData.symbols).toEqual(['600519']);
  });

  it('follows aliases', () => {
    const text = changed('[0, 15, 35]', '&low [0, 15, 35]').replace('[65, 85, 100]', '*low');
    expect(strategyOf(text).fuzzySets[0]?.memberships[1]?.parameters).toEqual([0, 15, 35]);
  });

  it('turns early stopping and gradient clipping off and on', () => {
    const early = (value: string): unknown =>
      strategyOf(changed('{patience: 6, min_delta: 0.0005}', value)).training.earlyStopping;
    expect(early('true')).toEqual({ patience: 10, minDelta: 0.001 });
    expect(early('false')).toBeNull();
    expect(early('{enabled: false, patience: 3}')).toBeNull();
    expect(early('{monitor: val_loss}')).toEqual({ patience: 10, minDelta: 0.001 });
    for (const value of ['null', 'false', '0']) {
      expect(strategyOf(changed('gradient_clip: 2', `gradient_clip: ${value}`)).training.gradientClip).toBeNull();
    }
  });

  it('reads context labels and raw inputs', () => {
    const strategy = strategyOf(
      changed(
        '{source: zigzag, zigzag_threshold: 0.008}',
        '{source: context, horizon: 3, bullish_threshold: 0.01}',
      ).replace('{fuzzy_set: mom_zone, timeframes: all}', '{raw_indicator: trend.line, timeframes: 1h}'),
    );
    expect(strategy.training.labels).toEqual({
      source: 'context',
      horizon: 3,
      bullishThreshold: 0.01,
      bearishThreshold: -0.005,
    });
    expect(resolveFeatures(strategy)[0]?.id).toBe('1h_trend.line_raw');
  });
});

describe('problems', () => {
  it.each([
    ['epochs: 40', 'epoch: 40', 'my.yaml:29:3: `training.epoch` is not a known key; did you mean `epochs`?'],
    ['period: 10', 'perod: 10', 'my.yaml:11:20: `indicators.mom.perod` is not a known key; did you mean `period`?'],
    ['type: rsi', 'type: rzi', 'my.yaml:11:15: Indicator type `rzi` is not known; did you mean `rsi`?'],
    [
      'epochs: 40',
      'epochs: 0.5',
      'my.yaml:29:11: `training.epochs` is 0.5; expected a whole number from 1 to 1000000.',
    ],
    [
      'epochs: 40',
      'epochs: .inf',
      'my.yaml:29:11: `training.epochs` is Infinity; expected a whole number from 1 to 1000000.',
    ],
    [
      'epochs: 40',
      'epochs: many',
      'my.yaml:29:11: `training.epochs` is "many"; expected a whole number from 1 to 1000000.',
    ],
    ['0.002\n', '0\n', 'my.yaml:31:18: `training.learning_rate` is 0; expected a number above 0 to 10.'],
    [
      'indicator: mom\n',
      'indicator: mon\n',
      'my.yaml:15:16: `fuzzy_sets.mom_zone.indicator` names `mon`, which is not known; did you mean `mom`?',
    ],
    [
      'indicator: mom\n',
      'indicator: mom.rsi\n',
      'my.yaml:15:16: `mom` (rsi) has a single output, so `mom.rsi` names too much; write `mom`.',
    ],
    [
      'trend.histogram',
      'trend.histogran',
      'my.yaml:19:16: `fuzzy_sets.trend_push.indicator` names `histogran`, which is not known; did you mean `histogram`?',
    ],
    [
      'fuzzy_set: mom_zone',
      'fuzzy_set: mom_zones',
      'my.yaml:23:17: `nn_inputs.0.fuzzy_set` names `mom_zones`, which is not known; did you mean `mom_zone`?',
    ],
    ['["1h"]', '["4h"]', 'my.yaml:24:42: The timeframe 4h is not in training_data; expected all or 1h.'],
    [
      'timeframe: 1h',
      'timeframe: 1H',
      'my.yaml:6:41: `training_data.timeframes.timeframe` names `1H`, which is not known; did you mean `1h`?',
    ],
    [
      'fuzzy_set: mom_zone,',
      'fuzzy_set: mom_zone, raw_indicator: mom,',
      'my.yaml:23:5: `nn_inputs.0` names both a fuzzy_set and a raw_indicator; expected one of them.',
    ],
    [
      'fuzzy_set: mom_zone, ',
      '',
      'my.yaml:23:5: `nn_inputs.0` names neither a fuzzy_set nor a raw_indicator; expected one of them.',
    ],
    [
      'timeframes: all',
      'timeframes: all, normalization: none',
      'my.yaml:23:5: `nn_inputs.0.normalization` is for raw indicators only; remove it: memberships are already between 0 and 1.',
    ],
    [
      '[0, 15, 35]',
      '[0, 35, 15]',
      'my.yaml:16:17: `fuzzy_sets.mom_zone.washed_out`: its numbers must not decrease, and 15 follows 35.',
    ],
    [
      'type: gaussian, ',
      'type: gausian, ',
      'my.yaml:21:16: `fuzzy_sets.trend_push.up.type` names `gausian`, which is not known; did you mean `gaussian`?',
    ],
    [
      '[24, 12]',
      '[24, 12.5]',
      'my.yaml:25:55: `model.architecture.hidden_layers.1` is 12.5; expected a whole number from 1 to 4096.',
    ],
    [
      'train: 0.6',
      'train: 0.7',
      'my.yaml:34:15: The parts of `training.data_split` make 1.1; expected train, validation and test, each above 0, that make 1 together.',
    ],
    [
      '2016-12-31',
      '2016-02-31',
      'my.yaml:9:13: "2016-02-31" is not a date; expected a day such as 2019-12-31, or a moment in UTC.',
    ],
    ['2016-12-31', '2014-12-31', 'my.yaml:5:3: The end 2014-12-31 lies before the start 2015-01-01.'],
    [
      'DEMOFX',
      '../etc',
      'my.yaml:5:35: "../etc" is not a symbol; expected 1 to 32 of A-Z a-z 0-9 . _ - ^ = : /, not starting with . or / and without two dots in a row.',
    ],
    ['fast_period: 8', 'fast_period: 30', 'my.yaml:12:10: `indicators.trend`: fast_period must be below slow_period.'],
    [
      'period: 10',
      'period: 10, source: clse',
      'my.yaml:11:40: `indicators.mom.source` names `clse`, which is not known; did you mean `close`?',
    ],
    ['"3.0"', '"2.0"', 'my.yaml:2:10: This file has version 2.0 of the strategy grammar; expected version "3.0".'],
    [
      'washed_out',
      'washed out',
      'my.yaml:16:5: `washed out` cannot be used as a name; expected a letter, then up to 63 letters, digits, _ or -.',
    ],
    [
      'confidence_threshold: 0.55',
      'confidence_threshold: 1.5',
      'my.yaml:26:66: `decisions.confidence_threshold` is 1.5; expected a number from 0 to 1.',
    ],
  ])('%j → %j', (piece, by, problem) => {
    expect(problemsOf(changed(piece, by))).toEqual([problem]);
  });

  it.each([
    ['type: mlp', 'type: lstm', 'model.type `lstm` is not supported yet: this version trains `mlp`'],
    ['type: mlp', 'type: GRU', 'model.type `GRU` is not supported yet'],
    [
      'output_format: classification',
      'output_format: regression',
      'decisions.output_format `regression` is not supported yet',
    ],
    ['source: zigzag', 'source: triple_barrier', 'Labels of the source `triple_barrier` are not supported yet'],
    ['source: zigzag', 'source: forward_return', 'Labels of the source `forward_return` are not supported yet'],
    ['type: rsi', 'type: Williams_R', 'Indicator type `Williams_R` is not supported yet'],
    ['epochs: 40', 'epochs: 40\n  loss: focal', 'training.loss `focal` is not supported yet'],
    ['epochs: 40', 'epochs: 40\n  optimizer: {type: SGD}', 'training.optimizer.type `SGD` is not supported yet'],
    ['epochs: 40', 'epochs: 40\n  lr_scheduler: true', '`training.lr_scheduler` is not supported yet'],
    [
      '{fuzzy_set: mom_zone, timeframes: all}',
      '{raw_indicator: mom, normalization: zscore}',
      'nn_inputs.0.normalization `zscore` is not supported yet',
    ],
    ['{mode: single, symbol: DEMOFX}', '{mode: multi_symbol, list: [A, B]}', 'Several symbols are not supported yet'],
    [
      '{mode: single, timeframe: 1h}',
      '{mode: multi_timeframe, list: [1h, 4h]}',
      'Several timeframes are not supported yet',
    ],
  ])('says that later parts of the grammar are not supported yet: %j → %j', (piece, by, problem) => {
    const problems = problemsOf(changed(piece, by));
    expect(problems.join('\n')).toContain(problem);
  });

  it('finds all of them in one go and does not blame what only leans on a faulty part', () => {
    const text = changed('type: macd', 'type: mcd').replace('epochs', 'epoch').replace('0.55', '55');
    expect(problemsOf(text)).toEqual([
      'my.yaml:12:17: Indicator type `mcd` is not known; did you mean `macd`?',
      'my.yaml:26:66: `decisions.confidence_threshold` is 55; expected a number from 0 to 1.',
      'my.yaml:29:3: `training.epoch` is not a known key; did you mean `epochs`?',
    ]);
  });

  it('names the sections that are missing', () => {
    expect(problemsOf('name: empty')).toEqual([
      'my.yaml: `training_data` is missing.',
      'my.yaml: `indicators` is missing.',
      'my.yaml: `fuzzy_sets` is missing.',
      'my.yaml: `nn_inputs` is missing; expected a list such as [{fuzzy_set: momentum, timeframes: all}].',
      'my.yaml: `model` is missing.',
      'my.yaml: `training` is missing.',
    ]);
  });

  it('refuses two inputs of one name', () => {
    const repeated = changed('- {fuzzy_set: trend_push, timeframes: ["1h"]}', '- {fuzzy_set: mom_zone}');
    expect(problemsOf(repeated)[0]).toContain('Two inputs are both called `1h_mom_zone_washed_out`');
  });

  it('names a few of very many unknown keys and counts the rest', () => {
    const text = PULLBACK_YAML + Array.from({ length: 5000 }, (_, i) => `key_${i}: 1`).join('\n');
    const problems = problemsOf(text);
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toBe('my.yaml:56:1: 4980 more keys here are not known.');
  });
});

describe('warnings', () => {
  it.each([
    ['epochs: 40', 'epochs: 40\n  method: supervised', '`training.method` has no effect'],
    [
      'zigzag_threshold: 0.008',
      'zigzag_threshold: 0.008, label_lookahead: 12',
      '`training.labels.label_lookahead` has no effect',
    ],
    [
      'dropout: 0.1',
      'dropout: 0.1, output_activation: softmax',
      '`model.architecture.output_activation` has no effect',
    ],
    ['type: mlp', 'type: mlp, features: {lookback: 3}', '`model.features` has no effect'],
    [
      'min_signal_separation: 6',
      'min_signal_separation: 6, volume_filter: true',
      '`decisions.filters.volume_filter` has no effect',
    ],
    ['output_format: classification', 'num_classes: 3', '`decisions.num_classes` has no effect'],
    ['version: "3.0"', 'scope: universal\ndeployment: {live: false}\ncontext_data: []', '`scope` has no effect'],
    [
      'mom: {type: rsi, period: 10}',
      'mom: {type: rsi, period: 10}\n  spare: {type: atr}',
      'indicator `spare` has no effect',
    ],
    ['mom: {type: rsi, period: 10}', 'mom: {type: stochastic, source: open}', '`indicators.mom.source` has no effect'],
    ['- {fuzzy_set: trend_push, timeframes: ["1h"]}', '', 'fuzzy set `trend_push` has no effect'],
  ])('%j → %j', (piece, by, warning) => {
    expect(warningsOf(changed(piece, by)).join('\n')).toContain(warning);
  });

  it('tells of each key without effect once, with its line', () => {
    expect(warningsOf(changed('version: "3.0"', 'scope: universal\ndeployment: {live: false}'))).toEqual([
      'my.yaml:2:1: `scope` has no effect: what a run uses is said by training_data.',
      'my.yaml:3:1: `deployment` has no effect: strategies are researched here, not deployed.',
    ]);
  });
});

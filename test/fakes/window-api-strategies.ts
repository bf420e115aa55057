export const PULLBACK_TEXT = `# Buys weakness inside an upward trend of a broad index.
name: sp500_pullback
version: "3.0"
description: Buys short-lived weakness of a broad index while its trend points up.

training_data:
  symbols: { mode: single, symbol: SPX }
  timeframes: { mode: single, timeframe: 1d }
  history_required: 200

indicators:
  mom: { type: rsi, period: 10 }
  trend: { type: macd, fast_period: 8, slow_period: 21, signal_period: 5 }
  range: { type: atr, period: 14 }

fuzzy_sets:
  mom_zone:
    indicator: mom
    washed_out: [0, 15, 35]
    quiet: { type: trapezoidal, parameters: [25, 40, 60, 75] }
    stretched: [65, 85, 100]
  trend_push:
    indicator: trend.histogram
    down: { type: trapezoidal, parameters: [-40, -20, -5, 0] }
    flat: { type: gaussian, parameters: [0, 3] }
    up: { type: trapezoidal, parameters: [0, 5, 20, 40] }

nn_inputs:
  - { fuzzy_set: mom_zone, timeframes: all }
  - { fuzzy_set: trend_push, timeframes: ["1d"] }

model:
  type: mlp
  architecture: { hidden_layers: [24, 12], dropout: 0.1, activation: tanh }

decisions:
  output_format: classification
  confidence_threshold: 0.55
  filters: { min_signal_separation: 24 }

training:
  labels: { source: zigzag, zigzag_threshold: 0.03, label_lookahead: 12 }
  epochs: 50
  batch_size: 64
  learning_rate: 0.002
  data_split: { train: 0.7, validation: 0.15, test: 0.15 }
`;

export const BROKEN_TEXT = `name: half_done
version: "3.0"
indicators:
  mom: { type: rsi, perod: 10 }
`;

export const PULLBACK_PARAMETERS: Readonly<Record<string, string>> = {
  'training_data.symbol': 'SPX',
  'training_data.timeframe': '1d',
  'training_data.history_required': '200',
  'indicators.mom.type': 'rsi',
  'indicators.mom.period': '10',
  'indicators.trend.type': 'macd',
  'indicators.trend.fast_period': '8',
  'indicators.trend.slow_period': '21',
  'indicators.trend.signal_period': '5',
  'indicators.range.type': 'atr',
  'indicators.range.period': '14',
  'model.type': 'mlp',
  'model.architecture.hidden_layers': '[24, 12]',
  'model.architecture.dropout': '0.1',
  'model.architecture.activation': 'tanh',
  'decisions.confidence_threshold': '0.55',
  'decisions.filters.min_signal_separation': '24',
  'training.labels.source': 'zigzag',
  'training.labels.zigzag_threshold': '0.03',
  'training.epochs': '50',
  'training.batch_size': '64',
  'training.learning_rate': '0.002',
  'training.data_split.train': '0.7',
  'training.data_split.validation': '0.15',
  'training.data_split.test': '0.15',
};

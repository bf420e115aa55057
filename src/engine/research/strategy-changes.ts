import { resolveFeatures } from '../features/resolve-features';
import { indicatorOf } from '../indicators/indicator-catalogue';
import type { IndicatorSpec, Strategy } from '../strategy/strategy';
import { hasEffect } from './indicator-effect';

/** One setting of a strategy given another value. */
export interface StrategyChange {
  /** `key.path=value`, one per spelling of the key that a file may use; the first that the file takes is meant. */
  readonly overrides: readonly string[];
  /** `Learning rate 0.002 → 0.004` */
  readonly words: string;
}

/** A setting, and the other values worth trying. */
export interface Knob {
  /** False for what decides only when a trained model trades: changed alone, it would train the same model again. */
  readonly trains: boolean;
  readonly changes: readonly StrategyChange[];
}

const DROPOUTS = [0, 0.1, 0.2, 0.3, 0.4];
const ACTIVATIONS = ['relu', 'tanh', 'leaky_relu'];
/** Below a third a threshold holds nothing back: the most likely of three classes has at least that. */
const LOWEST_CONFIDENCE = 0.34;
const HIGHEST_CONFIDENCE = 0.95;
const WIDEST_LAYER = 4_096;
const MOST_LAYERS = 16;

/**
 * What can sensibly be changed about a strategy without changing what it learns from: labels, split and market data stay,
 * so that all variants answer the same question.
 */
export function strategyKnobs(strategy: Strategy): Knob[] {
  const { model, training, decisions } = strategy;
  const knobs: Knob[] = [
    {
      trains: true,
      changes: scaled(training.learningRate, [0.25, 0.5, 2, 4], 10).map((rate) =>
        change('training.learning_rate', 'Learning rate', training.learningRate, rate),
      ),
    },
    { trains: true, changes: hiddenLayerChanges(model.hiddenLayers) },
    {
      trains: true,
      changes: DROPOUTS.filter((dropout) => dropout !== model.dropout).map((dropout) =>
        change('model.architecture.dropout', 'Dropout', model.dropout, dropout),
      ),
    },
    {
      trains: true,
      changes: ACTIVATIONS.filter((activation) => activation !== model.activation).map((activation) =>
        change('model.architecture.activation', 'Activation', model.activation, activation),
      ),
    },
    {
      trains: true,
      changes: scaled(training.batchSize, [0.5, 2], 1_000_000, true).map((size) =>
        change('training.batch_size', 'Batch size', training.batchSize, size),
      ),
    },
    {
      trains: true,
      changes: (training.weightDecay === 0 ? [0.0001, 0.001] : scaled(training.weightDecay, [0.1, 10], 1)).map(
        (decay) => change('training.weight_decay', 'Weight decay', training.weightDecay, decay),
      ),
    },
    ...usedIndicators(strategy).flatMap(({ indicator, outputs }) =>
      periodKnobs(indicator, outputs, strategy.trainingData.historyRequired),
    ),
    {
      trains: false,
      changes: [-0.1, -0.05, 0.05, 0.1]
        .map((step) => rounded(decisions.confidenceThreshold + step))
        .filter((threshold) => threshold >= LOWEST_CONFIDENCE && threshold <= HIGHEST_CONFIDENCE)
        .map((threshold) =>
          change('decisions.confidence_threshold', 'Confidence threshold', decisions.confidenceThreshold, threshold),
        ),
    },
    {
      trains: false,
      changes: scaled(decisions.minSignalSeparationHours, [0.5, 2], 100_000).map((hours) =>
        change(
          'decisions.filters.min_signal_separation',
          'Hours between trades',
          decisions.minSignalSeparationHours,
          hours,
        ),
      ),
    },
  ];
  return knobs.filter(({ changes }) => changes.length > 0);
}

function hiddenLayerChanges(layers: readonly number[]): StrategyChange[] {
  const sizes = [
    layers.map((width) => Math.min(WIDEST_LAYER, 2 * width)),
    layers.map((width) => Math.max(1, Math.round(width / 2))),
    layers.length < MOST_LAYERS ? [...layers, Math.max(1, Math.round(layers.at(-1)! / 2))] : layers,
    layers.length > 1 ? layers.slice(0, -1) : layers,
  ];
  return sizes
    .filter((other) => other.join() !== layers.join())
    .map((other) => ({
      overrides: [`model.architecture.hidden_layers=[${other.join(', ')}]`],
      words: `Hidden layers ${layers.join(', ')} → ${other.join(', ')}`,
    }));
}

/** Indicators that the network's inputs read, with the outputs they read. */
function usedIndicators(strategy: Strategy): { indicator: IndicatorSpec; outputs: ReadonlySet<string> }[] {
  const features = resolveFeatures(strategy);
  return strategy.indicators.flatMap((indicator) => {
    const outputs = new Set(features.flatMap((one) => (one.indicator === indicator.id ? [one.output] : [])));
    return outputs.size === 0 ? [] : [{ indicator, outputs }];
  });
}

/** A longer period than the history loaded before the range would cost rows that the design has counted. */
function periodKnobs(indicator: IndicatorSpec, outputs: ReadonlySet<string>, history: number): Knob[] {
  const { id, type, parameters } = indicator;
  return indicatorOf(type)
    .parameters.filter(({ unit }) => unit === 'bars')
    .map(({ name, aliases, min, max }) => {
      const period = parameters[name]!;
      const label = `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('_', ' ')} of ${id}`;
      const others = scaled(period, [0.5, 0.75, 1.5, 2], Math.min(max, history), true).filter(
        (other) => other >= Math.max(2, min) && hasEffect(indicator, outputs, { ...parameters, [name]: other }),
      );
      return {
        trains: true,
        changes: others.map((other) => ({
          overrides: [name, ...aliases].map((spelling) => `indicators.${id}.${spelling}=${other}`),
          words: `${label} ${period} → ${other}`,
        })),
      };
    });
}

/** The value times each factor, as far as that is another value above 0 and not above `max`. */
function scaled(value: number, factors: readonly number[], max: number, whole = false): number[] {
  const others = factors.map((factor) => (whole ? Math.round(value * factor) : rounded(value * factor)));
  return [...new Set(others)].filter((other) => other !== value && other > 0 && other <= max);
}

/** Six significant digits: free of the noise of binary fractions. */
const rounded = (value: number): number => Number(value.toPrecision(6));

const change = (key: string, label: string, from: number | string, to: number | string): StrategyChange => ({
  overrides: [`${key}=${to}`],
  words: `${label} ${from} → ${to}`,
});

import { indicatorOf } from '../indicators/indicator-catalogue';
import type { IndicatorSpec, InputSpec, LabelSpec, MembershipSpec, Strategy } from './strategy';

/**
 * Every value in force, defaults included, by the key path a strategy file would use; in the order of the file.
 * For display and for the record of a run.
 */
export function effectiveParameters(strategy: Strategy): Record<string, string> {
  const { trainingData, model, decisions, training } = strategy;
  return texts([
    ['training_data.symbols.symbol', trainingData.symbols.join(', ')],
    ['training_data.timeframes.timeframe', trainingData.timeframes.join(', ')],
    ['training_data.history_required', trainingData.historyRequired],
    ['training_data.start_date', trainingData.startDate ?? 'first bar'],
    ['training_data.end_date', trainingData.endDate ?? 'last bar'],
    ...strategy.indicators.flatMap(indicatorEntries),
    ...strategy.fuzzySets.flatMap((set): Entry[] => [
      [`fuzzy_sets.${set.id}.indicator`, `${set.indicator}.${set.output}`],
      ...set.memberships.map((membership): Entry => [`fuzzy_sets.${set.id}.${membership.name}`, shapeText(membership)]),
    ]),
    ...strategy.inputs.map((input, index): Entry => [`nn_inputs.${index}`, inputText(input)]),
    ['model.type', model.type],
    ['model.architecture.hidden_layers', model.hiddenLayers.join(', ')],
    ['model.architecture.activation', model.activation],
    ['model.architecture.dropout', model.dropout],
    ['decisions.output_format', decisions.outputFormat],
    ['decisions.confidence_threshold', decisions.confidenceThreshold],
    ['decisions.position_awareness', decisions.positionAwareness],
    ['decisions.allow_short_from_flat', decisions.allowShortFromFlat],
    ['decisions.filters.min_signal_separation', `${decisions.minSignalSeparationHours} h`],
    ...labelEntries(training.labels),
    ['training.loss', 'cross_entropy, weighted by class'],
    ['training.optimizer', 'adam'],
    ['training.epochs', training.epochs],
    ['training.batch_size', training.batchSize],
    ['training.learning_rate', training.learningRate],
    ['training.weight_decay', training.weightDecay],
    ['training.gradient_clip', training.gradientClip ?? 'none'],
    ['training.data_split.train', training.split.train],
    ['training.data_split.validation', training.split.validation],
    ['training.data_split.test', training.split.test],
    ...earlyStoppingEntries(training.earlyStopping),
  ]);
}

type Entry = readonly [string, string | number | boolean];

const texts = (entries: readonly Entry[]): Record<string, string> =>
  Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));

const indicatorEntries = ({ id, type, parameters, source }: IndicatorSpec): Entry[] => [
  [`indicators.${id}.type`, type],
  ...Object.entries(parameters).map(([name, value]): Entry => [`indicators.${id}.${name}`, value]),
  ...(indicatorOf(type).usesSource ? [[`indicators.${id}.source`, source] as const] : []),
];

const shapeText = ({ shape, parameters }: MembershipSpec): string => `${shape} [${parameters.join(', ')}]`;

const inputText = (input: InputSpec): string =>
  input.kind === 'fuzzy'
    ? `${input.fuzzySet} on ${input.timeframes.join(', ')}`
    : `${input.indicator}.${input.output} as it is on ${input.timeframes.join(', ')}`;

function labelEntries(labels: LabelSpec): Entry[] {
  switch (labels.source) {
    case 'zigzag':
      return [
        ['training.labels.source', labels.source],
        ['training.labels.zigzag_threshold', labels.threshold],
      ];
    case 'context':
      return [
        ['training.labels.source', labels.source],
        ['training.labels.horizon', labels.horizon],
        ['training.labels.bullish_threshold', labels.bullishThreshold],
        ['training.labels.bearish_threshold', labels.bearishThreshold],
      ];
  }
}

const earlyStoppingEntries = (early: Strategy['training']['earlyStopping']): Entry[] =>
  early === null
    ? [['training.early_stopping', 'off']]
    : [
        ['training.early_stopping.patience', early.patience],
        ['training.early_stopping.min_delta', early.minDelta],
      ];

import { FIRST_DECISION_BAR, type Simulation } from '../../engine/backtest/simulation';
import { barCount } from '../../engine/bars';
import type { Predictions } from '../../engine/decision/predict-series';
import { JobInputError } from '../../engine/job-input-error';
import { HOLD } from '../../engine/labels/label-classes';
import type { TrainedModel } from '../../engine/neural/trained-model';
import type { BacktestingInput } from './backtesting-output';

/** Throws when there are no bars to decide on. */
export function assertRange({ bars, firstRow }: BacktestingInput): void {
  const count = barCount(bars) - firstRow;
  if (count <= 0) {
    throw new JobInputError('empty_range', 'The date range holds no bars. Choose another range or import more data.');
  }
  if (count <= FIRST_DECISION_BAR) {
    throw new JobInputError(
      'too_few_rows',
      `The range has ${count} bars, but the first ${FIRST_DECISION_BAR} take no decision. Choose a range of at least ` +
        `${FIRST_DECISION_BAR + 1} bars.`,
    );
  }
}

/** Throws when the strategy computes other features, or in another order, than the model was trained on. */
export function assertModelFits(model: TrainedModel, features: readonly string[]): void {
  const missing = model.features.filter((name) => !features.includes(name));
  const extra = features.filter((name) => !model.features.includes(name));
  const isSame = features.length === model.features.length && features.every((name, i) => name === model.features[i]);
  if (isSame) return;
  const differences = [
    missing.length > 0 ? `the model needs ${missing.join(', ')}, which the strategy does not compute` : null,
    extra.length > 0 ? `the strategy computes ${extra.join(', ')}, which the model does not know` : null,
    missing.length + extra.length === 0
      ? `the order is another: the model expects ${model.features.join(', ')}, the strategy computes ${features.join(', ')}`
      : null,
  ].filter((text) => text !== null);
  throw new JobInputError(
    'model_mismatch',
    `The model was trained on other features than this strategy has: ${differences.join('; ')}. Use the strategy the ` +
      'model was trained with, or train this one first.',
  );
}

/** Whether a range of bars touches those the model was trained or validated on. */
export const isInSample = (model: TrainedModel, symbol: string, firstTime: number, lastTime: number): boolean =>
  model.symbol === symbol &&
  [model.train, model.validation].some((part) => firstTime <= part.end && lastTime >= part.start);

/** What a person should know before reading the figures. */
export function backtestingWarnings(
  input: BacktestingInput,
  predictions: Predictions,
  simulation: Simulation,
): string[] {
  const { model, symbol, timeframe, initialCapital } = input;
  const warnings: string[] = [];
  if (model.symbol !== symbol) {
    warnings.push(`The model was trained on ${model.symbol} ${model.timeframe}, this is ${symbol} ${timeframe}.`);
  }
  if (predictions.incomplete > 0) {
    warnings.push(
      `${predictions.incomplete} of ${simulation.bars} bars gave no signal because an indicator has no value there.`,
    );
  }
  const refused = simulation.refusedEntries;
  if (refused.count > 0) {
    warnings.push(
      `${refused.count} entries were not made: a position takes at most a quarter of the cash in whole units, and one ` +
        `unit cost more than that (${refused.firstPrice} at the first). Raise the initial capital of ${initialCapital}.`,
    );
  }
  // The drawdown reaches 1 exactly when equity reaches 0.
  if (simulation.equityStatistics.maxDrawdown >= 1) {
    warnings.push('The account was lost: equity fell to zero or below. Figures after that have no meaning.');
  }
  if (simulation.ledger.count === 0 && refused.count === 0) warnings.push(whyNoTrade(input, predictions));
  return warnings;
}

function whyNoTrade({ strategy }: BacktestingInput, { predicted, confidence }: Predictions): string {
  let wanted = 0;
  let highest = 0;
  for (let bar = FIRST_DECISION_BAR; bar < predicted.length; bar++) {
    if (predicted[bar] === HOLD) continue;
    wanted++;
    highest = Math.max(highest, confidence[bar]!);
  }
  if (wanted === 0) return 'No trade was made: the model predicts hold at every bar.';
  const { confidenceThreshold, allowShortFromFlat } = strategy.decisions;
  if (highest < confidenceThreshold) {
    return (
      `No trade was made: the model predicts buy or sell at ${wanted} bars, but never with more confidence than ` +
      `${highest.toFixed(3)}; decisions.confidence_threshold is ${confidenceThreshold}.`
    );
  }
  const shorts = allowShortFromFlat ? '' : ' Selling without a position needs decisions.allow_short_from_flat.';
  return `No trade was made, although the model predicts buy or sell at ${wanted} bars: no signal led to a fill.${shorts}`;
}

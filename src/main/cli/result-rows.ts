import { assertNever } from '../../contract/assert-never';
import type { OperationOf } from '../../contract/operation';
import type { OperationResult } from '../../contract/results';
import { durationText, figureText, percentText, signedPercentText } from './figure-text';

/** What a finished operation found, as label and figure. */
export function resultRows(operation: OperationOf<'completed'>): [label: string, figure: string][] {
  const took = Date.parse(operation.completedAt) - Date.parse(operation.startedAt);
  return [...figuresOf(operation.result), ['Took', durationText(took)], ['Operation', operation.operationId]];
}

const dayOf = (moment: string): string => moment.slice(0, 10);

function figuresOf(result: OperationResult): [string, string][] {
  switch (result.type) {
    case 'training':
      return [
        ['Epochs', `${result.epochs}${result.stoppedEarly ? ' (stopped early)' : ''}`],
        ['Best epoch', String(result.bestEpoch)],
        ['Training loss', figureText(result.trainLoss)],
        ['Validation loss', figureText(result.validationLoss)],
        ['Test accuracy', percentText(result.testAccuracy)],
        ['Weights', String(result.parameters)],
        ['Model hash', result.modelHash.slice(0, 16)],
      ];
    case 'backtesting':
      return [
        ['Range', `${dayOf(result.range.start)} to ${dayOf(result.range.end)}, ${result.bars} bars`],
        ['Final equity', figureText(result.finalEquity)],
        ['Total return', signedPercentText(result.totalReturn)],
        ['Buy and hold', signedPercentText(result.buyAndHoldReturn)],
        ['Sharpe ratio', figureText(result.sharpe)],
        ['Sortino ratio', figureText(result.sortino)],
        ['Largest drawdown', percentText(result.maxDrawdown)],
        ['Trades', String(result.trades)],
        ['Win rate', percentText(result.winRate)],
        ['Profit factor', figureText(result.profitFactor)],
        ['In sample', result.inSample ? 'yes: the model has seen some of these bars' : 'no'],
      ];
    case 'data_load':
      return [
        ['Bars', String(result.bars)],
        ['From', result.start],
        ['To', result.end],
        ['Version', result.fingerprint.slice(0, 16)],
      ];
    case 'dummy':
      return [['Steps', String(result.steps)]];
    case 'agent_design':
      return [
        ['Features', String(result.features.length)],
        ['Range', `${dayOf(result.range.start)} to ${dayOf(result.range.end)}, ${result.bars} bars`],
        ['Usable rows', String(result.usableRows)],
        ['Buy, hold, sell', [result.classes.buy, result.classes.hold, result.classes.sell].join(', ')],
        ['Variants', String(result.variants.length)],
      ];
    case 'agent_assessment':
      return [
        ['Summary', result.summary],
        ...result.candidates.flatMap(({ variant, verdict, reasons }): [string, string][] => [
          [`Variant ${variant}`, verdict],
          ...reasons.map((reason): [string, string] => ['', reason]),
        ]),
      ];
    case 'agent_research':
      return [
        ['Verdict', result.verdict],
        ['Summary', result.summary],
        ['Variants', String(result.variants)],
        ['Best variant', result.best === null ? 'none' : String(result.best)],
        ['Its training', result.bestTrainingOperationId ?? '–'],
        ['Its backtest', result.bestBacktestingOperationId ?? '–'],
      ];
    default:
      return assertNever(result, 'result type');
  }
}

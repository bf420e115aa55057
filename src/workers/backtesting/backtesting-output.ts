import type { BacktestingResult } from '../../contract/results';
import type { Timeframe } from '../../contract/timeframe';
import type { TradeColumns } from '../../engine/backtest/trade-ledger';
import type { Bars } from '../../engine/bars';
import type { TrainedModel } from '../../engine/neural/trained-model';
import type { Strategy } from '../../engine/strategy/strategy';

export interface BacktestingInput {
  readonly strategy: Strategy;
  readonly model: TrainedModel;
  /** The range to test, and before it the history that warms indicators up. */
  readonly bars: Bars;
  /** Index of the first bar of the range. */
  readonly firstRow: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly initialCapital: number;
  /** Fractions of the traded value, for each side of a trade. */
  readonly commission: number;
  readonly slippage: number;
}

/** Columns with one value per bar of the range. */
export interface BacktestingSeries {
  /** Start of the bar, ms. */
  readonly time: Float64Array<ArrayBuffer>;
  readonly close: Float64Array<ArrayBuffer>;
  readonly equity: Float64Array<ArrayBuffer>;
  readonly drawdown: Float64Array<ArrayBuffer>;
  /** Signed quantity at the close. */
  readonly position: Float64Array<ArrayBuffer>;
  /** The network's class and its probability; hold and 0 where it could not be asked. */
  readonly predicted: Uint8Array<ArrayBuffer>;
  readonly confidence: Float64Array<ArrayBuffer>;
  /** What became of the prediction after all filters. */
  readonly signal: Uint8Array<ArrayBuffer>;
}

export interface BacktestingOutput {
  readonly result: Omit<BacktestingResult, 'modelOperationId'>;
  readonly trades: TradeColumns;
  readonly series: BacktestingSeries;
}

import type { TrainingResult } from '../../contract/results';
import type { Timeframe } from '../../contract/timeframe';
import type { Bars } from '../../engine/bars';
import type { ClassCounts } from '../../engine/learning/training-checks';
import type { RowRange } from '../../engine/neural/labelled-rows';
import type { TrainedModel } from '../../engine/neural/trained-model';
import type { EpochRecord } from '../../engine/neural/trainer-state';
import type { Strategy } from '../../engine/strategy/strategy';

export interface TrainingInput {
  readonly strategy: Strategy;
  /** The requested range, and before it the history that warms indicators up. */
  readonly bars: Bars;
  /** Index of the first bar of the requested range. */
  readonly firstRow: number;
  readonly seed: number;
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** One part of the split. */
export interface TrainingPart {
  /** Rows among all labelled ones. */
  readonly rows: RowRange;
  /** Index of the bars of the first and the last row, in the bars of the input. */
  readonly firstBar: number;
  readonly lastBar: number;
  /** Rows of each class: buy, hold, sell. */
  readonly classes: ClassCounts;
}

export interface TrainingOutput {
  readonly result: TrainingResult;
  readonly model: TrainedModel;
  readonly parts: { readonly train: TrainingPart; readonly validation: TrainingPart; readonly test: TrainingPart };
  readonly history: readonly EpochRecord[];
}

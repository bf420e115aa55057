import { FailureError, failure } from '../../contract/failure';
import type { JsonValue } from '../../contract/json';
import type { BarRange, DatasetFile } from '../../contract/worker-protocol';
import { type Bars, barCount } from '../../engine/bars';
import type { Strategy } from '../../engine/strategy/strategy';
import { strategySchema } from '../../engine/strategy/strategy-schema';
import type { SupervisorContext } from '../runtime/job-module';
import { type BarsOfRange, readBars } from './bars-parquet';

/** The strategy an operation pins, checked again on this side. */
export function strategyOf(json: JsonValue): Strategy {
  const parsed = strategySchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new FailureError(
    failure('bad_strategy', 'The strategy of this operation is not in a form this version reads. Start it again.', {
      detail: parsed.error.message,
    }),
  );
}

/**
 * The bars of a range and the history a strategy wants before it, in shared memory; `firstRow` is the first bar of
 * the range. Throws `empty_range`, saying what there is, when the range holds no bar.
 */
export async function loadStrategyBars(
  dataset: DatasetFile,
  range: BarRange,
  strategy: Strategy,
  { signal, update }: SupervisorContext,
): Promise<{ bars: Bars; firstRow: number }> {
  const read = await readBars(dataset, range, strategy.trainingData.historyRequired, signal, update);
  if (barCount(read.bars) === read.firstRow) throw emptyRange(dataset, range, read);
  return { bars: read.bars, firstRow: read.firstRow };
}

function emptyRange(dataset: DatasetFile, { from, before }: BarRange, { available }: BarsOfRange): FailureError {
  const ends = [from === null ? null : `from ${moment(from)}`, before === null ? null : `before ${moment(before)}`];
  const asked = ends.filter((end) => end !== null).join(' and ');
  const bars = available.bars.toLocaleString('en-US');
  return new FailureError(
    failure(
      'empty_range',
      `${dataset.symbol} ${dataset.timeframe} has no bars ${asked}. ` +
        `There are ${bars}, from ${moment(available.first)} to ${moment(available.last)}. Choose dates among them.`,
    ),
  );
}

/** `2020-01-31`, with the time of day where it is not midnight. */
const moment = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z');

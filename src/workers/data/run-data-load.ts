import { dataLoadPhaseIndex } from '../../contract/data-load-phases';
import { FailureError, failure } from '../../contract/failure';
import type { Timeframe } from '../../contract/timeframe';
import { type Bars, barCount } from '../../engine/bars';
import type { JobControl } from '../../engine/job-control';
import type { ComputeJob } from '../runtime/job-module';
import { barFault } from './bar-fault';
import { measureSpacing } from './bar-spacing';
import { barWarnings } from './bar-warnings';
import { parseCsvBars } from './csv/parse-csv-bars';
import type { DataLoadInput, DataLoadOutput, FetchedBars } from './data-load-exchange';
import { fingerprintOf } from './fingerprint';
import { mergeBars } from './merge-bars';
import { sharedBars } from './shared-bars';

const BARS_PER_LOOK = 1_024;

/** Turns what was fetched into a checked dataset version: bars in order, warnings, and the fingerprint to name it by. */
export const runDataLoad: ComputeJob<DataLoadInput, DataLoadOutput> = (input, control) => {
  const { symbol, timeframe, sourceName, fetched } = input;
  const { token, bridge } = control;
  bridge.startPhase(dataLoadPhaseIndex('rows'));
  const { bars, ignoredColumns } =
    fetched.form === 'csv'
      ? parseCsvBars(fetched.bytes, sourceName, token, (rows, estimate) => bridge.update(rows, estimate))
      : { bars: mergeFetched(fetched, sourceName, control), ignoredColumns: [] };

  bridge.startPhase(dataLoadPhaseIndex('check'));
  input.warnings.forEach(control.warn);
  if (ignoredColumns.length > 0) control.warn(`Columns that are not used: ${ignoredColumns.join(', ')}.`);
  const spacing = measureSpacing(bars.time, timeframe, token);
  // A provider was asked for this timeframe; of a file only the person says what it is.
  if (fetched.form === 'csv' && spacing.otherTimeframe !== null) {
    throw otherTimeframe(sourceName, timeframe, spacing.otherTimeframe);
  }
  barWarnings(bars, timeframe, spacing).forEach(control.warn);
  bridge.update(0, barCount(bars));
  const fingerprint = fingerprintOf(bars, symbol, timeframe, () => {
    token.throwIfCancelled();
    // Says that the job is alive: hashing ten million bars takes longer than it may be silent.
    bridge.update(0, barCount(bars));
  });
  bridge.update(barCount(bars), barCount(bars));
  return { sourceName, bars, fingerprint, ignoredColumns };
};

/** The version that is there and what was fetched as one series. A provider's bars are checked like a file's rows. */
function mergeFetched(fetched: FetchedBars, sourceName: string, { token, bridge }: JobControl): Bars {
  let merged = fetched.current ?? sharedBars(0);
  for (const [index, part] of fetched.parts.entries()) {
    checkBars(part, sourceName, token);
    merged = mergeBars(merged, part, token);
    bridge.update(index + 1, fetched.parts.length);
  }
  return merged;
}

function checkBars(bars: Bars, sourceName: string, token: JobControl['token']): void {
  const { time, open, high, low, close, volume } = bars;
  for (let index = 0; index < time.length; index += 1) {
    if (index % BARS_PER_LOOK === 0) token.throwIfCancelled();
    const at = time[index] as number;
    const fault = barFault(
      open[index] as number,
      high[index] as number,
      low[index] as number,
      close[index] as number,
      volume[index] as number,
    );
    const isInOrder = index === 0 || at > (time[index - 1] as number);
    if (fault === null && isInOrder) continue;
    const what = fault ?? 'it does not come after the bar before';
    throw new FailureError(
      failure('provider_failed', `${sourceName} gave a wrong bar at ${new Date(at).toISOString()}: ${what}.`),
    );
  }
}

const otherTimeframe = (sourceName: string, given: Timeframe, likely: Timeframe): FailureError =>
  new FailureError(
    failure(
      'bad_csv',
      `${sourceName} does not hold ${given} bars: the time from bar to bar is that of ${likely}. ` +
        `Import it with the timeframe ${likely}.`,
    ),
  );

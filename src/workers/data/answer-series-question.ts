import { assertNever } from '../../contract/assert-never';
import type { SeriesWindow } from '../../contract/chart-series';
import type { DatasetFile, WorkerAnswer } from '../../contract/worker-protocol';
import type { QuestionAnswerer } from '../runtime/job-module';
import { readBars } from './bars-parquet';
import { readColumnFile } from './column-file';
import { decimateBars, decimateEquity, windowOf } from './decimation';
import { EQUITY_COLUMNS } from './equity-file';

/** Answers are not cancelled: main drops the ones nobody waits for any more. */
const NEVER = new AbortController().signal;

/** Reads what a chart shows from the stored files; runs beside a job and never holds the event loop for long. */
export const answerSeriesQuestion: QuestionAnswerer = (question) => {
  switch (question.ask) {
    case 'price_series':
      return priceSeries(question.dataset, question.window);
    case 'equity_series':
      return equitySeries(question.path, question.window);
    case 'equity_points':
      return equityPoints(question.path);
    default:
      return assertNever(question, 'question');
  }
};

async function priceSeries(dataset: DatasetFile, window: SeriesWindow): Promise<WorkerAnswer> {
  const range = { from: window.from, before: window.to === null ? null : window.to + 1 };
  const { bars } = await readBars(dataset, range, 0, NEVER);
  return { ask: 'price_series', series: decimateBars(bars, window.points) };
}

async function equitySeries(path: string, window: SeriesWindow): Promise<WorkerAnswer> {
  const columns = await readColumnFile(path, 'equity', EQUITY_COLUMNS, 'equity curve');
  const { start, end } = windowOf(columns.time, window);
  const part = (column: Float64Array): Float64Array => column.subarray(start, end);
  const inWindow = {
    time: part(columns.time),
    equity: part(columns.equity),
    drawdown: part(columns.drawdown),
    benchmark: part(columns.benchmark),
  };
  return { ask: 'equity_series', series: decimateEquity(inWindow, window.points) };
}

async function equityPoints(path: string): Promise<WorkerAnswer> {
  const { time, equity } = await readColumnFile(path, 'equity', ['time', 'equity'], 'equity curve');
  return { ask: 'equity_points', time, equity };
}

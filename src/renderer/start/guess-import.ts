import { symbolSchema } from '../../contract/market-data';
import { TIMEFRAMES, type Timeframe, timeframeMs } from '../../contract/timeframe';

/** Parts of file names that say how long a bar is. */
const TIMEFRAME_WORDS: Readonly<Record<string, Timeframe>> = {
  ...Object.fromEntries(
    TIMEFRAMES.flatMap((one) => [
      [one, one],
      [`${one.slice(-1)}${one.slice(0, -1)}`, one],
    ]),
  ),
  daily: '1d',
  day: '1d',
  hourly: '1h',
  weekly: '1w',
  minute: '1m',
};

const partsOf = (fileName: string): string[] =>
  fileName
    .replace(/\.[^.]*$/, '')
    .split(/[_\s-]+/)
    .filter((part) => part !== '');

/** The symbol a file name begins with: `eurusd_h1.csv` gives EURUSD; empty when it begins with none. */
export function guessSymbol(fileName: string): string {
  const [first = ''] = partsOf(fileName);
  const symbol = first.toUpperCase();
  return TIMEFRAME_WORDS[first.toLowerCase()] === undefined && symbolSchema.safeParse(symbol).success ? symbol : '';
}

/** The length of a bar from the file's name, or from how far apart most of the first lines are. */
export function guessTimeframe(fileName: string, preview: readonly string[]): Timeframe | null {
  for (const part of partsOf(fileName)) {
    const named = TIMEFRAME_WORDS[part.toLowerCase()];
    if (named !== undefined) return named;
  }
  const steps = stepsOf(preview);
  const shortest = Math.min(...steps);
  return TIMEFRAMES.find((one) => timeframeMs(one) === shortest) ?? null;
}

function stepsOf(preview: readonly string[]): number[] {
  const times = preview.slice(1).map((line) => momentOf(line.split(/[,;\t]/)[0] ?? ''));
  return times.slice(1).map((time, index) => time - (times[index] ?? Number.NaN));
}

/** Milliseconds of a written moment: a date, a date and time (UTC without a zone), epoch seconds or milliseconds. */
function momentOf(written: string): number {
  const text = written.replaceAll('"', '').trim();
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (/^\d{12,13}$/.test(text)) return Number(text);
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10));
  return Date.parse(text.length <= 10 || hasZone ? text : `${text.replace(' ', 'T')}Z`);
}

import { FailureError, failure } from '../../../contract/failure';
import { type Timeframe, timeframeMs } from '../../../contract/timeframe';
import type { BarRange } from '../../../contract/worker-protocol';
import type { Bars } from '../../../engine/bars';
import { barCount } from '../../../engine/bars';
import type { Sleep } from '../abortable-sleep';
import type { FetchedBars } from '../data-load-exchange';
import type { DataProvider } from './data-provider';
import { fetchSegments } from './fetch-segments';
import { findGaps, type Span } from './gap-analysis';
import type { LoadMode } from './load-mode';
import { longestRequestMs, segmentsOf } from './segments';

const DAY_MS = 86_400_000;
const TAIL_MS = 30 * DAY_MS;
/** A step that takes long says at least this often that it lives. */
const SIGN_OF_LIFE_MS = 500;

/** Where each step ends, in percent of an import; merging and writing make up the rest. */
const STEPS = { symbol: 5, current: 15, dates: 20, gaps: 25, segments: 30, download: 90 } as const;

export interface AcquisitionRequest {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly mode: LoadMode;
  readonly range: BarRange;
  /** Milliseconds since the epoch; no bar that ends later is asked for. */
  readonly now: number;
}

export interface AcquisitionContext {
  readonly token: AbortSignal;
  readonly sleep: Sleep;
  readonly update: (current: number, total: number) => void;
  /** Reads the version that is there, telling its progress as a share; null when there is none. */
  readonly readCurrent: (onShare: (share: number) => void) => Promise<Bars | null>;
}

export interface Acquired {
  readonly fetched: FetchedBars;
  readonly warnings: readonly string[];
}

/**
 * Fetches what is missing between two moments: checks the symbol, reads what is there, fits the dates to what the
 * provider has, finds the gaps, cuts them into requests and makes them one by one. Nothing is merged or dropped here.
 */
export async function acquireBars(
  provider: DataProvider<Bars>,
  request: AcquisitionRequest,
  context: AcquisitionContext,
): Promise<Acquired> {
  const { symbol, timeframe, mode } = request;
  const { token, sleep, readCurrent } = context;
  const progress = new StepProgress(context.update);
  const signOfLife = setInterval(() => progress.repeat(), SIGN_OF_LIFE_MS);
  try {
    await provider.validateSymbol(symbol, token);
    progress.at(STEPS.symbol);
    const current = await readCurrent((share) => progress.between(STEPS.symbol, STEPS.current, share));
    progress.at(STEPS.current);
    const { wanted, warnings } = await fitDates(provider, request, token);
    progress.at(STEPS.dates);
    const time = current?.time ?? new Float64Array(0);
    const gaps = findGaps(time, wanted, timeframe, mode, provider.tradingHours);
    progress.at(STEPS.gaps);
    const segments = segmentsOf(gaps, timeframe, mode);
    progress.at(STEPS.segments);
    const { parts, warnings: failed } = await fetchSegments(
      provider,
      symbol,
      timeframe,
      segments,
      sleep,
      token,
      (done) => progress.between(STEPS.segments, STEPS.download, segments.length === 0 ? 1 : done / segments.length),
    );
    const fetchedBars = parts.reduce((sum, part) => sum + barCount(part), 0);
    if (current === null && fetchedBars === 0) throw nothingThere(provider, request, wanted);
    const nothingNew = fetchedBars === 0 ? [`${provider.name} has nothing that was missing ${between(wanted)}.`] : [];
    return { fetched: { form: 'bars', current, parts }, warnings: [...warnings, ...failed, ...nothingNew] };
  } finally {
    clearInterval(signOfLife);
  }
}

/** The dates asked for, moved to where the provider begins and to the last bar that is complete. */
async function fitDates(
  provider: DataProvider<Bars>,
  { symbol, timeframe, mode, range, now }: AcquisitionRequest,
  token: AbortSignal,
): Promise<{ wanted: Span; warnings: string[] }> {
  const head = await provider.headTimestamp(symbol, timeframe, token);
  const firstIncomplete = now - timeframeMs(timeframe) + 1;
  const before = Math.min(range.before ?? firstIncomplete, firstIncomplete);
  const defaultStart = mode === 'tail' ? now - TAIL_MS : (head ?? now - longestRequestMs(timeframe));
  const asked = range.from ?? defaultStart;
  const from = Math.max(asked, head ?? asked);
  if (from >= before) {
    const begins = head === null ? '' : ` Its first bar starts at ${iso(head)}.`;
    throw new FailureError(
      failure(
        'empty_range',
        `There is no complete ${timeframe} bar of ${symbol} ${between({ from: asked, before })}.${begins}`,
      ),
    );
  }
  const warnings = from > asked ? [`${provider.name} begins at ${iso(from)}; nothing earlier was asked for.`] : [];
  return { wanted: { from, before }, warnings };
}

const nothingThere = (provider: DataProvider<Bars>, { symbol, timeframe }: AcquisitionRequest, wanted: Span): Error =>
  new FailureError(
    failure('empty_range', `${provider.name} has no ${timeframe} bars of ${symbol} ${between(wanted)}.`),
  );

const iso = (milliseconds: number): string => new Date(milliseconds).toISOString();
const between = ({ from, before }: Span): string => `from ${iso(from)} to ${iso(before - 1)}`;

/** Percent of the steps up to and with the download. Never goes back. */
class StepProgress {
  #percent = 0;

  constructor(readonly update: (current: number, total: number) => void) {
    this.repeat();
  }

  at(percent: number): void {
    this.#percent = Math.max(this.#percent, percent);
    this.repeat();
  }

  between(from: number, to: number, share: number): void {
    this.at(from + (to - from) * share);
  }

  repeat(): void {
    this.update(this.#percent, STEPS.download);
  }
}

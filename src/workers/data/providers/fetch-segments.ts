import { FailureError, failure } from '../../../contract/failure';
import type { Timeframe } from '../../../contract/timeframe';
import type { Bars } from '../../../engine/bars';
import type { Sleep } from '../abortable-sleep';
import type { DataProvider } from './data-provider';
import type { Span } from './gap-analysis';

/** Waits before the second, third and fourth attempt at a segment. */
const RETRY_DELAYS_MS = [1_500, 2_500, 4_500] as const;
const SPANS_NAMED = 5;

export interface FetchedSegments {
  readonly parts: readonly Bars[];
  readonly warnings: readonly string[];
}

/**
 * Fetches one segment after the other. A failed one is tried again after a pause, three times; what fails for good is
 * left out and named in a warning. Throws `provider_failed` when no segment could be fetched.
 * `onSegments` hears how many segments are done.
 */
export async function fetchSegments(
  provider: DataProvider<Bars>,
  symbol: string,
  timeframe: Timeframe,
  segments: readonly Span[],
  sleep: Sleep,
  token: AbortSignal,
  onSegments: (done: number) => void,
): Promise<FetchedSegments> {
  const parts: Bars[] = [];
  const failed: Span[] = [];
  let lastError = '';
  for (const [index, segment] of segments.entries()) {
    const outcome = await fetchWithRetries(
      (attempt) => {
        token.throwIfAborted();
        onSegments(index);
        return attempt === 0 ? Promise.resolve() : sleep(RETRY_DELAYS_MS[attempt - 1] as number, token);
      },
      () => provider.fetch(symbol, timeframe, segment.from, segment.before, token),
      token,
    );
    if ('bars' in outcome) parts.push(outcome.bars);
    else {
      failed.push(segment);
      lastError = outcome.error;
    }
  }
  if (segments.length > 0 && failed.length === segments.length) {
    throw new FailureError(
      failure(
        'provider_failed',
        `The provider ${provider.name} gave no ${timeframe} bars of ${symbol}: all ${segments.length} requests failed. ` +
          `The last said: ${lastError}. Try again later.`,
      ),
    );
  }
  onSegments(segments.length);
  return { parts, warnings: failed.length === 0 ? [] : [failedWarning(failed, segments.length)] };
}

async function fetchWithRetries(
  prepare: (attempt: number) => Promise<void>,
  fetch: () => Promise<Bars>,
  token: AbortSignal,
): Promise<{ bars: Bars } | { error: string }> {
  let error = '';
  for (let attempt = 0; attempt <= RETRY_DELAYS_MS.length; attempt += 1) {
    await prepare(attempt);
    try {
      return { bars: await fetch() };
    } catch (thrown) {
      token.throwIfAborted();
      error = thrown instanceof Error ? thrown.message : String(thrown);
    }
  }
  return { error };
}

function failedWarning(failed: readonly Span[], requests: number): string {
  const named = failed.slice(0, SPANS_NAMED).map(({ from, before }) => `${day(from)} to ${day(before - 1)}`);
  const rest = failed.length > SPANS_NAMED ? ` and ${failed.length - SPANS_NAMED} more` : '';
  return `${failed.length} of ${requests} requests failed for good; bars are missing from ${named.join(', ')}${rest}.`;
}

const day = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

import { beforeEach, expect, test } from 'vitest';
import { FailureError, failure } from '../../../../src/contract/failure';
import { timeframeMs } from '../../../../src/contract/timeframe';
import { type Bars, barCount, sliceBars } from '../../../../src/engine/bars';
import { JobCancelled } from '../../../../src/engine/job-control';
import {
  type AcquisitionContext,
  type AcquisitionRequest,
  acquireBars,
} from '../../../../src/workers/data/providers/acquire-bars';
import type { DataProvider } from '../../../../src/workers/data/providers/data-provider';
import { walkingBars } from '../bar-samples';

const DAY = 86_400_000;
const START = Date.UTC(2020, 0, 6);
const NOW = START + 200 * DAY;
const HEAD = START - 100 * DAY;

/** Has hourly bars around the clock from HEAD on, and fails as often as it is told. */
class ScriptedProvider implements DataProvider<Bars> {
  readonly name = 'scripted';
  readonly tradingHours = null;
  readonly asked: { from: number; before: number }[] = [];
  /** Called before each fetch with its number; may throw. */
  script: (attempt: number, from: number) => void = () => {};
  head: number | null = HEAD;

  async validateSymbol(symbol: string): Promise<void> {
    if (symbol === 'NONE') throw new FailureError(failure('unknown_symbol', 'There is no symbol NONE.'));
  }

  async headTimestamp(): Promise<number | null> {
    return this.head;
  }

  async fetch(_symbol: string, _timeframe: string, from: number, before: number, token: AbortSignal): Promise<Bars> {
    token.throwIfAborted();
    this.asked.push({ from, before });
    this.script(this.asked.length - 1, from);
    return walkingBars(Math.ceil((before - from) / timeframeMs('1h')), '1h', from);
  }
}

let provider: ScriptedProvider;
let slept: number[];
let updates: number[];
let controller: AbortController;
let current: Bars | null;

beforeEach(() => {
  provider = new ScriptedProvider();
  slept = [];
  updates = [];
  controller = new AbortController();
  current = null;
});

const context = (): AcquisitionContext => ({
  token: controller.signal,
  sleep: async (milliseconds, signal) => {
    slept.push(milliseconds);
    signal.throwIfAborted();
  },
  update: (done, total) => updates.push((done / total) * 90),
  readCurrent: async (onShare) => {
    onShare(0.5);
    return current;
  },
});
const acquire = (request: Partial<AcquisitionRequest> = {}) =>
  acquireBars(
    provider,
    {
      symbol: 'TEST',
      timeframe: '1h',
      mode: 'full',
      range: { from: START, before: START + 60 * DAY },
      now: NOW,
      ...request,
    },
    context(),
  );

test('the whole span is fetched in requests of the limit, oldest first', async () => {
  const { fetched, warnings } = await acquire();
  expect(provider.asked).toEqual([
    { from: START, before: START + 30 * DAY },
    { from: START + 30 * DAY, before: START + 60 * DAY },
  ]);
  expect(fetched.parts.map(barCount)).toEqual([720, 720]);
  expect(warnings).toEqual([]);
});

test('progress never goes back, stays within the steps and ends with the download', async () => {
  await acquire();
  expect(updates).toEqual([...updates].sort((a, b) => a - b));
  expect(updates[0]).toBe(0);
  expect(updates).toEqual(expect.arrayContaining([5, 10, 15, 20, 25, 30, 60]));
  expect(updates.at(-1)).toBe(90);
});

test('only what is missing is fetched, and what is there is handed on whole, also beyond the span', async () => {
  current = walkingBars(24 * 50, '1h', START + 20 * DAY);
  const { fetched } = await acquire({ range: { from: START, before: START + 30 * DAY } });
  expect(provider.asked).toEqual([{ from: START, before: START + 20 * DAY }]);
  expect(fetched.current).toBe(current);
});

test('a tail fills holes of two days and more, newest first', async () => {
  const whole = walkingBars(24 * 60, '1h', START);
  const kept = [...whole.time.keys()].filter((hour) => hour < 240 || hour >= 312);
  current = { ...sliceBars(whole, 0, kept.length), time: Float64Array.from(kept, (hour) => START + hour * 3_600_000) };
  await acquire({ mode: 'tail', range: { from: START, before: START + 70 * DAY } });
  expect(provider.asked).toEqual([
    { from: START + 60 * DAY, before: START + 70 * DAY },
    { from: START + 10 * DAY, before: START + 13 * DAY },
  ]);
});

test('without dates a tail goes back 30 days and the others to the first bar there is', async () => {
  const range = { from: null, before: null };
  const lastComplete = NOW - 3_600_000 + 1;
  await acquire({ mode: 'tail', range });
  expect(provider.asked).toEqual([{ from: NOW - 30 * DAY, before: lastComplete }]);
  provider.asked.length = 0;
  await acquire({ mode: 'backfill', range });
  expect(provider.asked[0]?.from).toBe(HEAD);
  provider.asked.length = 0;
  provider.head = null;
  await acquire({ mode: 'full', range });
  expect(provider.asked[0]?.from).toBe(NOW - 30 * DAY);
});

test('no bar is asked for that is not complete now, nor one before the provider begins', async () => {
  const { warnings } = await acquire({ range: { from: HEAD - 10 * DAY, before: NOW + 10 * DAY } });
  expect(provider.asked[0]?.from).toBe(HEAD);
  expect(provider.asked.at(-1)?.before).toBe(NOW - 3_600_000 + 1);
  expect(warnings).toEqual(['scripted begins at 2019-09-28T00:00:00.000Z; nothing earlier was asked for.']);
});

test.each([
  ['that lies in the future', { from: NOW, before: NOW + DAY }],
  ['before the provider begins', { from: HEAD - 2 * DAY, before: HEAD }],
])('a span %s is an empty range', async (_name, range) => {
  await expect(acquire({ range })).rejects.toMatchObject({
    failure: {
      code: 'empty_range',
      message: expect.stringMatching(/Its first bar starts at 2019-09-28T00:00:00.000Z/),
    },
  });
  expect(provider.asked).toEqual([]);
});

test('an unknown symbol ends it before anything is fetched', async () => {
  await expect(acquire({ symbol: 'NONE' })).rejects.toMatchObject({ failure: { code: 'unknown_symbol' } });
  expect(provider.asked).toEqual([]);
});

test('a failed request is made again after 1.5, 2.5 and 4.5 seconds', async () => {
  provider.script = (attempt) => {
    if (attempt < 3) throw new Error('busy');
  };
  const { fetched, warnings } = await acquire();
  expect(slept).toEqual([1_500, 2_500, 4_500]);
  expect(provider.asked).toHaveLength(5);
  expect(fetched.parts).toHaveLength(2);
  expect(warnings).toEqual([]);
});

test('what fails for good is left out and named, the rest is kept', async () => {
  provider.script = (_attempt, from) => {
    if (from === START) throw new Error('broken');
  };
  const { fetched, warnings } = await acquire();
  expect(fetched.parts).toHaveLength(1);
  expect(warnings).toEqual(['1 of 2 requests failed for good; bars are missing from 2020-01-06 to 2020-02-04.']);
});

test('when every request fails the import fails, with what the provider said last', async () => {
  provider.script = (attempt) => {
    throw new Error(`no answer ${attempt}`);
  };
  await expect(acquire()).rejects.toMatchObject({
    failure: {
      code: 'provider_failed',
      message:
        'The provider scripted gave no 1h bars of TEST: all 2 requests failed. The last said: no answer 7. Try again later.',
    },
  });
});

test('nothing new beside what is there is a warning, nothing at all an empty range', async () => {
  current = walkingBars(24 * 60, '1h', START);
  const { fetched, warnings } = await acquire();
  expect(fetched.parts).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^scripted has nothing that was missing from 2020-01-06/)]);
  expect(updates.at(-1)).toBe(90);
  const empty = Object.assign(new ScriptedProvider(), { fetch: async () => walkingBars(0) });
  const request = {
    symbol: 'TEST',
    timeframe: '1h',
    mode: 'full',
    range: { from: START, before: null },
    now: NOW,
  } as const;
  current = null;
  await expect(acquireBars(empty, request, context())).rejects.toMatchObject({
    failure: {
      code: 'empty_range',
      message: expect.stringMatching(/^scripted has no 1h bars of TEST from 2020-01-06/),
    },
  });
});

test.each(['a fetch', 'a pause before the next attempt'])('it is cancelled during %s', async (during) => {
  provider.script = () => {
    if (during === 'a fetch') controller.abort(new JobCancelled());
    throw new Error('broken');
  };
  const running = acquireBars(
    provider,
    { symbol: 'TEST', timeframe: '1h', mode: 'full', range: { from: START, before: START + DAY }, now: NOW },
    {
      ...context(),
      sleep: async (_milliseconds, signal) => {
        controller.abort(new JobCancelled());
        signal.throwIfAborted();
      },
    },
  );
  await expect(running).rejects.toThrow(JobCancelled);
  expect(provider.asked).toHaveLength(1);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { operationIdSchema } from '../../../src/contract/identifiers';
import type { Push } from '../../../src/contract/ipc';
import type { MetricRow } from '../../../src/contract/metrics';
import type { Operation } from '../../../src/contract/operation';
import { settingsSchema } from '../../../src/contract/settings';
import { type PublishedState, Publisher } from '../../../src/main/ipc/publisher';

const A = operationIdSchema.parse('op_dummy_20260101_000000_0000000a');
const B = operationIdSchema.parse('op_dummy_20260101_000000_0000000b');

const rows: MetricRow[] = [];
const row = (seq: number): MetricRow => ({
  seq,
  kind: 'step',
  at: '2026-01-01T00:00:00.000Z',
  durationMs: 0,
  data: {},
});

const state: PublishedState = {
  operation: (id) => ({ operationId: id }) as Operation,
  metrics: (_id, cursor) => {
    const metrics = rows.filter(({ seq }) => seq >= cursor);
    return { metrics, cursor: rows.length };
  },
  workers: () => ({
    workers: [],
    slots: { training: 1, backtesting: 1, data: 1, dummy: 1, analysis: 1 },
    queued: { training: 0, backtesting: 0, data: 0, dummy: 0, analysis: 0 },
    stopped: [],
  }),
  settings: () => settingsSchema.parse({}),
  notices: () => [{ id: 'n1', kind: 'unclean_exit', at: '2026-01-01T00:00:00.000Z', message: 'Killed.' }],
};

let publisher: Publisher;
let pushes: Push[];

beforeEach(() => {
  vi.useFakeTimers();
  rows.length = 0;
  pushes = [];
  publisher = new Publisher(state);
  publisher.subscribe({ id: 1, send: (push) => pushes.push(push) });
});
afterEach(() => {
  publisher.close();
  vi.useRealTimers();
});

const frame = () => vi.advanceTimersByTime(20);

describe('the publisher', () => {
  it('sends one message a frame, however much changed', () => {
    for (let time = 0; time < 1_000; time += 1) publisher.operationChanged(time % 2 === 0 ? A : B);
    expect(pushes).toHaveLength(0);
    frame();
    expect(pushes).toHaveLength(1);
    expect(pushes[0]?.operations.map(({ operationId }) => operationId)).toEqual([A, B]);
    frame();
    expect(pushes).toHaveLength(1);
  });

  it('numbers messages so that a snapshot taken before one is known to be older', () => {
    const before = publisher.revision;
    publisher.operationChanged(A);
    frame();
    expect(pushes[0]?.revision).toBe(before + 1);
    expect(publisher.revision).toBe(before + 1);
  });

  it('counts on when no window listens, so that a later one starts from the truth', () => {
    const lonely = new Publisher(state);
    lonely.operationChanged(A);
    frame();
    expect(lonely.revision).toBe(1);
  });

  it('tells a watching window each metric row once, and others none', () => {
    const others: Push[] = [];
    publisher.subscribe({ id: 2, send: (push) => others.push(push) });
    rows.push(row(0));
    publisher.watch(1, [A]);
    for (const seq of [1, 2]) {
      rows.push(row(seq));
      publisher.metricsAppended(A);
      publisher.metricsAppended(B);
      frame();
    }
    expect(pushes.flatMap(({ metrics }) => metrics.map((page) => page.metrics.map(({ seq }) => seq)))).toEqual([
      [1],
      [2],
    ]);
    expect(others.flatMap(({ metrics }) => metrics)).toEqual([]);
  });

  it('keeps its place when the list of watched operations changes around one', () => {
    publisher.watch(1, [A]);
    rows.push(row(0));
    publisher.watch(1, [B, A]);
    publisher.metricsAppended(A);
    frame();
    expect(pushes[0]?.metrics[0]?.metrics.map(({ seq }) => seq)).toEqual([0]);
  });

  it('does not resurrect what was removed in the same frame', () => {
    publisher.operationChanged(A);
    publisher.operationRemoved(A);
    frame();
    expect(pushes[0]).toMatchObject({ operations: [], removed: [A] });
  });

  it('sends nothing to a window that is gone', () => {
    const gone: Push[] = [];
    publisher.subscribe({ id: 3, send: (push) => gone.push(push) })();
    publisher.settingsChanged();
    frame();
    expect(gone).toEqual([]);
    expect(pushes[0]?.settings?.cancelGraceMs).toBe(5_000);
  });

  it('sends the notices about the profile when one came or went, and only then', () => {
    publisher.workersChanged();
    frame();
    publisher.noticesChanged();
    frame();
    expect(pushes.map(({ notices }) => notices?.map(({ id }) => id) ?? null)).toEqual([null, ['n1']]);
  });
});

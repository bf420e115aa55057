import { describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { MetricStore } from '../../../src/renderer/store/metric-store';
import { FakeWindowApi } from '../../fakes/window-api';
import { epochRows, metadataOf, mintId, runningOperation } from '../../fakes/window-api-operations';

const start = Date.UTC(2026, 10, 23);
const rows = epochRows(7, 2_500, start, 100);

function setUp(stored: number) {
  const api = new FakeWindowApi();
  const id = mintId('training', start);
  api.operations.set(
    id,
    runningOperation({ type: 'training', metadata: metadataOf('t'), createdAt: start, operationId: id }, 5, 10),
  );
  api.metrics.set(id, rows.slice(0, stored));
  const metrics = new MetricStore(api);
  api.onPush((push) => metrics.applyPush(push));
  const series = () => metrics.store.getState().series[id];
  const settled = () => vi.waitFor(() => expect(series()?.isCaughtUp).toBe(true));
  return { api, id, metrics, series, settled };
}

describe('MetricStore', () => {
  it('announces the watch first, then reads all pages', async () => {
    const { api, id, metrics, series, settled } = setUp(2_300);
    metrics.watch(id);
    await settled();
    expect(series()?.rows).toEqual(rows.slice(0, 2_300));
    expect(api.calls.map((call) => call.channel)[0]).toBe('metrics:watch');
  });

  it('appends pushed rows once, also when they were read already', async () => {
    const { api, id, metrics, series, settled } = setUp(10);
    metrics.watch(id);
    await settled();
    api.addMetrics(id, rows.slice(10, 12));
    api.push({ metrics: [{ operationId: id, metrics: rows.slice(8, 13), cursor: 13 }] });
    expect(series()?.rows).toEqual(rows.slice(0, 13));
  });

  it('reads again from the first hole', async () => {
    const { api, id, metrics, series, settled } = setUp(10);
    metrics.watch(id);
    await settled();
    api.metrics.set(id, rows.slice(0, 30));
    api.push({ metrics: [{ operationId: id, metrics: rows.slice(25, 30), cursor: 30 }] });
    await vi.waitFor(() => expect(series()?.length).toBe(30));
    expect(series()?.rows.map((row) => row.seq)).toEqual(rows.slice(0, 30).map((row) => row.seq));
  });

  it('gives a new series object with each change and leaves standing rows alone', async () => {
    const { api, id, metrics, series, settled } = setUp(3);
    metrics.watch(id);
    await settled();
    const before = series();
    const first = before?.rows[0];
    api.addMetrics(id, rows.slice(3, 4));
    expect(series()).not.toBe(before);
    expect(series()?.rows[0]).toBe(first);
  });

  it('watches while somebody looks and stops with the last', async () => {
    const { api, id, metrics, settled } = setUp(1);
    const first = metrics.watch(id);
    const second = metrics.watch(id);
    await settled();
    first();
    first();
    expect(api.watched.has(id)).toBe(true);
    second();
    await vi.waitFor(() => expect(api.watched.has(id)).toBe(false));
  });

  it('says why a series could not be read', async () => {
    const { api, id, metrics, series, settled } = setUp(1);
    api.overrides['operations:metrics'] = () => failure('storage_failed', 'The history could not be read.');
    metrics.watch(id);
    await settled();
    expect(series()?.failure?.message).toBe('The history could not be read.');
  });
});

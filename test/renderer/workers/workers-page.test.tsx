// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import type { WorkerInfo } from '../../../src/contract/workers';
import { WorkersPage } from '../../../src/renderer/workers/workers-page';
import { FakeWindowApi } from '../../fakes/window-api';
import { metadataOf, pendingOperation } from '../../fakes/window-api-operations';
import { closePages, showPage } from '../data/show-page';

afterEach(closePages);

const operation = pendingOperation({ type: 'training', metadata: metadataOf('nightly'), createdAt: Date.now() }, 1);

const worker = (change: Partial<WorkerInfo> = {}): WorkerInfo => ({
  workerId: 'training-1',
  kind: 'training',
  state: 'busy',
  pid: 4_711,
  operationId: operation.operationId,
  startedAt: new Date(Date.now() - 60_000).toISOString(),
  memoryBytes: 143_000_000,
  loopLagMs: 1.44,
  lastHeartbeatAt: new Date().toISOString(),
  ...change,
});

describe('WorkersPage', () => {
  it('says that workers start by themselves while none is up, and still shows the slots', async () => {
    showPage(WorkersPage, new FakeWindowApi());
    expect(await screen.findByText('No worker is up')).toBeTruthy();
    const table = screen.getByRole('table', { name: 'Slots and queues' });
    const demonstration = within(table).getByRole('row', { name: /Demonstration/ });
    expect(
      within(demonstration)
        .getAllByRole('cell')
        .map((one) => one.textContent),
    ).toEqual(['0', '2', '0']);
  });

  it('shows what a worker does and leads to its operation', async () => {
    const api = new FakeWindowApi();
    api.operations.set(operation.operationId, operation);
    api.workers = { ...api.workers, workers: [worker()], queued: { ...api.workers.queued, training: 3 } };
    const desk = showPage(WorkersPage, api, ({ mirror }) => mirror.applyAnswer(operation));
    expect(await screen.findByRole('option', { name: 'Training worker, Busy' })).toBeTruthy();
    expect(screen.getByText('1.4 ms at worst in the last second')).toBeTruthy();
    const training = screen.getByRole('row', { name: /^Training/ });
    expect(
      within(training)
        .getAllByRole('cell')
        .map((one) => one.textContent),
    ).toEqual(['1', '1', '3']);
    fireEvent.click(screen.getByRole('button', { name: 'Training nightly' }));
    expect(desk.navigation.store.getState()).toMatchObject({
      page: 'operations',
      open: { operations: operation.operationId },
    });
  });

  it('follows what main pushes, and says so when the open worker has ended', async () => {
    const api = new FakeWindowApi();
    api.workers = { ...api.workers, workers: [worker()] };
    showPage(WorkersPage, api, ({ navigation }) => navigation.open('workers', 'training-1'));
    await screen.findByRole('option', { name: 'Training worker, Busy' });
    act(() => api.push({ workers: { ...api.workers, workers: [worker({ state: 'idle', operationId: null })] } }));
    expect(screen.getByRole('option', { name: 'Training worker, Idle, kept warm' })).toBeTruthy();
    act(() => api.push({ workers: { ...api.workers, workers: [] } }));
    expect(screen.getByRole('heading', { name: 'This worker has ended' })).toBeTruthy();
  });

  it('says which kinds are stopped and why, and starts them again', async () => {
    const api = new FakeWindowApi();
    const since = new Date(Date.now() - 120_000).toISOString();
    api.workers = { ...api.workers, stopped: [{ kind: 'training', since, why: 'it died three times' }] };
    showPage(WorkersPage, api);
    expect(await screen.findByText('Training workers are stopped')).toBeTruthy();
    expect(screen.getByText(/It died three times\. Stopped/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Start again' }));
    await waitFor(() => expect(screen.queryByText('Training workers are stopped')).toBeNull());
    expect(api.callsOf('workers:restart')).toEqual(['training']);
  });

  it('shows a worker that does not answer as such, and how each service is', async () => {
    const api = new FakeWindowApi();
    api.workers = { ...api.workers, workers: [worker({ state: 'unresponsive' })] };
    showPage(WorkersPage, api);
    expect(await screen.findByRole('option', { name: 'Training worker, Not responding' })).toBeTruthy();
    const services = await screen.findByRole('table', { name: 'Services' });
    expect(within(services).getAllByText('Ready')).toHaveLength(5);
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    await waitFor(() => expect(api.callsOf('diagnostics:health')).toHaveLength(2));
  });
});

// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { Operation } from '../../../src/contract/operation';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory } from '../../fakes/sample-history';
import { metadataOf, progressAt, runningOperation } from '../../fakes/window-api-operations';
import { renderApp } from '../render-app';

vi.mock(
  'lightweight-charts',
  async () => (await import('../../fakes/lightweight-charts')).fakeLightweightCharts().module,
);

let api: LiveWindowApi;

beforeEach(() => {
  api = new LiveWindowApi();
  fillHistory(api);
});

const grid = () => screen.getByRole('treegrid', { name: 'Operations' });
const rowNames = (): string[] =>
  within(grid())
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label') ?? '');
const listed = () => waitFor(() => expect(rowNames().length).toBeGreaterThan(5));

describe('the list of operations', () => {
  it('shows the newest first with type, name and status in words', async () => {
    renderApp(api);
    await listed();
    expect(rowNames()[0]).toBe('Training sp500_trend, Queued, 1st');
    expect(rowNames()).toContain('Training sp500_pullback, Running');
    expect(rowNames()).toContain('Backtest sp500_pullback, Completed');
    expect(rowNames().at(-1)).toBe('Demonstration, Completed');
  });

  it('shows bar and percentage of what runs and the key figure of what is done', async () => {
    renderApp(api);
    await listed();
    const running = screen.getByRole('row', { name: 'Training sp500_pullback, Running' });
    expect(within(running).getByRole('progressbar')).toBeTruthy();
    const done = screen.getByRole('row', { name: 'Backtest sp500_pullback, Completed' });
    expect(done.textContent).toContain('+14.2\u00a0%');
    expect(done.textContent).toContain('Sharpe 1.104');
  });

  it('moves the bar with a push and asks nothing for it', async () => {
    renderApp(api);
    await listed();
    const id = rowNames().indexOf('Training sp500_pullback, Running');
    const asked = api.callsOf('operations:list').length;
    const operation = [...api.operations.values()].find(
      (one) => one.status === 'running' && one.type === 'training',
    ) as Extract<Operation, { status: 'running' }>;
    const progress = progressAt('training', 77.7, 60_000, Date.now(), operation.progress.seq + 1);
    act(() => api.put({ ...operation, progress }));
    const row = within(grid()).getAllByRole('row')[id] as HTMLElement;
    expect(within(row).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('77');
    expect(api.callsOf('operations:list').length).toBe(asked);
  });

  it('narrows by a chip, writes the condition into the search field and shows counts', async () => {
    renderApp(api);
    await listed();
    const failed = screen.getByRole('button', { name: 'Failed 2' });
    fireEvent.click(failed);
    expect((screen.getByLabelText('Search operations') as HTMLInputElement).value).toBe('status:failed');
    await waitFor(() => expect(rowNames()).toHaveLength(2));
    expect(failed.getAttribute('aria-pressed')).toBe('true');
    fireEvent.click(failed);
    await waitFor(() => expect(rowNames().length).toBeGreaterThan(5));
  });

  it('narrows by what is typed and offers to clear when nothing matches', async () => {
    renderApp(api);
    await listed();
    fireEvent.change(screen.getByLabelText('Search operations'), { target: { value: 'type:import nothing' } });
    fireEvent.click(await screen.findByRole('button', { name: 'Clear the filter' }));
    await listed();
  });

  it('walks with the arrows and opens the detail of the row', async () => {
    renderApp(api);
    await listed();
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    await screen.findByRole('heading', { name: 'Training sp500_trend' });
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    await screen.findByRole('heading', { name: 'Training sp500_pullback' });
    expect(grid().getAttribute('aria-activedescendant')).toMatch(/^row-op_training_/);
  });

  it('unfolds the phases of a row with the right arrow and folds them with the left', async () => {
    renderApp(api);
    await listed();
    fireEvent.click(screen.getByRole('row', { name: 'Training sp500_pullback, Running' }));
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    const row = screen.getByRole('row', { name: 'Training sp500_pullback, Running' });
    expect(within(row).getByText('Fuzzy sets')).toBeTruthy();
    fireEvent.keyDown(grid(), { key: 'ArrowLeft' });
    expect(within(row).queryByText('Fuzzy sets')).toBeNull();
  });

  it('deletes ticked rows, keeps the running ones and brings them back when undone', async () => {
    renderApp(api);
    await listed();
    const before = rowNames().length;
    fireEvent.click(screen.getByRole('checkbox', { name: 'Select Training bad_split' }));
    fireEvent.click(screen.getAllByRole('checkbox', { name: 'Select Training sp500_pullback' })[0] as HTMLElement);
    expect(screen.getByText(/2.operations selected/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Delete' }));
    await screen.findByText(/Operation deleted. 1 still running was kept./);
    await waitFor(() => expect(rowNames()).toHaveLength(before - 1));
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(rowNames()).toContain('Training bad_split, Failed'));
  });

  it('says what went wrong when the history cannot be read', async () => {
    api.overrides['operations:list'] = () => failure('storage_failed', 'The history could not be read.');
    renderApp(api);
    expect(await screen.findByText('The history could not be read.')).toBeTruthy();
  });
});

describe('cancelling', () => {
  const openRunning = async () => {
    renderApp(api);
    await listed();
    fireEvent.click(screen.getByRole('row', { name: 'Training sp500_pullback, Running' }));
    await screen.findByRole('heading', { name: 'Training sp500_pullback' });
  };

  it('says so in the same frame, before main has answered', async () => {
    let answer: (() => void) | undefined;
    const invoke = api.invoke.bind(api);
    api.invoke = (async (channel: never, request: never) => {
      if (channel === 'operations:cancel') await new Promise<void>((resolve) => (answer = resolve));
      return invoke(channel, request);
    }) as typeof api.invoke;
    await openRunning();
    fireEvent.click(within(screen.getByRole('article')).getByRole('button', { name: 'Cancel' }));
    expect(screen.getByRole('row', { name: 'Training sp500_pullback, Cancelling…' })).toBeTruthy();
    expect(within(screen.getByRole('article')).getByRole('button', { name: 'Cancelling…' })).toBeTruthy();
    answer?.();
  });

  it('goes back to running and says why when it is refused', async () => {
    await openRunning();
    api.overrides['operations:cancel'] = () => failure('not_allowed', 'It is just finishing.');
    fireEvent.keyDown(grid(), { key: 'c' });
    expect(await screen.findByText('It is just finishing.')).toBeTruthy();
    expect(screen.getByRole('row', { name: 'Training sp500_pullback, Running' })).toBeTruthy();
  });

  it('offers to force it after two seconds, counting down the grace', async () => {
    const operation = runningOperation(
      { type: 'dummy', metadata: metadataOf('Dummy'), createdAt: Date.now() },
      40,
      4_000,
    );
    const askedAt = Date.now() - 2_400;
    api.put({ ...operation, cancelRequested: { at: new Date(askedAt).toISOString(), reason: 'user', note: null } });
    api.settings = { ...api.settings, cancelGraceMs: 9_000 };
    const desk = renderApp(api);
    act(() => desk.navigation.openOperation(operation.operationId));
    const button = await screen.findByRole('button', { name: /Force stop \([67] s\)/ });
    fireEvent.click(button);
    await waitFor(() => expect(api.callsOf('operations:forceStop')).toEqual([operation.operationId]));
    await screen.findByText(/its thread was ended/);
  });

  it('is announced to those who listen', async () => {
    await openRunning();
    const article = screen.getByRole('article');
    expect(within(article).getByRole('status').textContent).toBe('Training sp500_pullback: Running');
    fireEvent.keyDown(grid(), { key: 'c' });
    expect(within(article).getByRole('status').textContent).toBe('Training sp500_pullback: Cancelling…');
  });
});

it('leaves no listener behind when it is closed', () => {
  const desk = renderApp(api);
  expect(api.listening).toBe(2);
  desk.dispose();
  expect(api.listening).toBe(1);
});

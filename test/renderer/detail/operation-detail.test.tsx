// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import { operationIdOf } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { STATISTIC_DEFINITIONS } from '../../../src/contract/statistic-definitions';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory } from '../../fakes/sample-history';
import { epochRows, runningOperation, trainingMetadata } from '../../fakes/window-api-operations';
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
afterEach(() => api.close());

const idOf = (is: (operation: Operation) => boolean): OperationId => {
  const found = [...api.operations.values()].find(is);
  if (found === undefined) throw new Error('The sample history has no such operation.');
  return found.operationId;
};
const open = async (id: OperationId) => {
  const desk = renderApp(api);
  act(() => desk.navigation.openOperation(id));
  return within(await screen.findByRole('article'));
};

describe('a running operation', () => {
  it('shows the overall bar, the bar of its step and its phases with their times', async () => {
    const detail = await open(idOf((one) => one.status === 'running' && one.type === 'training'));
    expect(
      Number(detail.getByRole('progressbar', { name: 'Overall progress' }).getAttribute('aria-valuenow')),
    ).toBeGreaterThan(50);
    expect(detail.getByRole('progressbar', { name: 'Epochs' })).toBeTruthy();
    const phases = within(detail.getByRole('list', { name: 'Phases' })).getAllByRole('listitem');
    expect(phases.map((phase) => phase.dataset['state'])).toEqual([
      'done',
      'done',
      'done',
      'done',
      'running',
      'waiting',
      'waiting',
    ]);
    expect(phases[0]?.textContent).toMatch(/^Load[\d.]+\u00a0s$/);
  });

  it('says what will appear before the first epoch and then adds each epoch to the table', async () => {
    const operation = runningOperation(
      { type: 'training', metadata: trainingMetadata('fresh'), createdAt: Date.now() },
      3,
      500,
    );
    api.put(operation);
    const detail = await open(operation.operationId);
    expect(detail.getAllByText(/Appears with the first epoch/)).toHaveLength(2);
    await waitFor(() => expect(api.watched.has(operation.operationId)).toBe(true));
    fireEvent.click(detail.getByRole('tab', { name: 'Metrics' }));
    act(() => api.addMetrics(operation.operationId, epochRows(7, 2, Date.now(), 100)));
    await waitFor(() =>
      expect(within(detail.getByRole('table', { name: 'Metrics' })).getAllByRole('row')).toHaveLength(3),
    );
  });

  it('shows its warnings', async () => {
    const detail = await open(idOf((one) => one.warnings.length > 0));
    expect(detail.getByText(/indicators.range is defined but nothing uses it/)).toBeTruthy();
  });
});

describe('a failed operation', () => {
  it('says what happened and offers what would mend it', async () => {
    const detail = await open(idOf((one) => one.status === 'failed' && one.failure.code === 'too_few_rows'));
    const card = within(detail.getByRole('alert'));
    expect(card.getByText('Too few rows in phase “Labels”')).toBeTruthy();
    expect(card.getAllByRole('button').map((button) => button.textContent)).toEqual([
      'Choose other dates…',
      'Show data',
      'Run again with changes…',
    ]);
  });

  it('keeps the raw text one click away', async () => {
    const detail = await open(idOf((one) => one.status === 'failed' && one.failure.code === 'worker_crashed'));
    const details = detail.getByRole('button', { name: 'Show details' });
    expect(details.getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(details);
    expect(detail.getByText(/last snapshot: phase 4, epoch 31 of 50/)).toBeTruthy();
  });
});

describe('a finished backtest', () => {
  const backtest = () => idOf((one) => one.type === 'backtesting' && one.status === 'completed');

  it('shows every statistic', async () => {
    const detail = await open(backtest());
    const statistics = detail.getByRole('region', { name: 'Statistics' });
    for (const { label } of STATISTIC_DEFINITIONS) expect(within(statistics).getByText(label)).toBeTruthy();
  });

  it('lists the trades and sorts them by a heading, up, down and back', async () => {
    const detail = await open(backtest());
    fireEvent.click(detail.getByRole('tab', { name: 'Trades' }));
    const table = within(await detail.findByRole('table', { name: 'Trades' }));
    const results = (): number[] =>
      table
        .getAllByRole('row')
        .slice(1)
        .map((row) =>
          Number(
            within(row).getAllByRole('cell')[3]?.getAttribute('title')?.replaceAll(',', '').replace('\u2212', '-'),
          ),
        );
    const unsorted = results();
    const heading = table.getByRole('columnheader', { name: 'Net result' });
    fireEvent.click(within(heading).getByRole('button'));
    expect(heading.getAttribute('aria-sort')).toBe('ascending');
    expect(results()).toEqual([...results()].sort((a, b) => a - b));
    fireEvent.click(within(heading).getByRole('button'));
    expect(results()).toEqual([...results()].sort((a, b) => b - a));
    fireEvent.click(within(heading).getByRole('button'));
    expect(results()).toEqual(unsorted);
  });

  it('is compared with the newest other one at first', async () => {
    const detail = await open(backtest());
    fireEvent.click(detail.getByRole('button', { name: 'Compare' }));
    const table = await within(await screen.findByRole('dialog')).findByRole('table', {
      name: 'Statistics side by side',
    });
    const headings = within(table)
      .getAllByRole('columnheader')
      .map((cell) => cell.textContent);
    expect(headings).toEqual(['Statistic', 'A · sp500_pullback', 'B · sp500_trend']);
  });
});

describe('a finished training', () => {
  it('shows its figures, its predictions and its labels', async () => {
    const detail = await open(idOf((one) => one.type === 'training' && one.status === 'completed'));
    expect(detail.getByText('37 of 50')).toBeTruthy();
    expect(within(detail.getByRole('region', { name: 'Predictions on the test part' })).getByText('214')).toBeTruthy();
    expect(detail.getByText(/Buy 45\.7/)).toBeTruthy();
  });

  it('shows its strategy as it was when asked', async () => {
    const detail = await open(idOf((one) => one.type === 'training' && one.status === 'completed'));
    fireEvent.click(detail.getByRole('tab', { name: 'Parameters' }));
    fireEvent.click(await detail.findByRole('button', { name: 'Show the strategy' }));
    expect((await detail.findByRole('list', { name: 'Strategy text' })).textContent).toContain('name: sp500_pullback');
  });
});

it('reads an operation that no list has read', async () => {
  const id = idOf((one) => one.type === 'data_load');
  api.overrides['operations:list'] = () => ({
    operations: [],
    total: 0,
    counts: { pending: 0, resuming: 0, running: 0, completed: 0, failed: 0, cancelled: 0 },
    active: 0,
    revision: 1,
  });
  const detail = await open(id);
  expect(detail.getByRole('heading', { name: 'Import eurusd_h1.csv' })).toBeTruthy();
});

it('says so when an operation is not there any more', async () => {
  const desk = renderApp(api);
  act(() => desk.navigation.openOperation(operationIdOf('dummy', new Date(), '0badc0de')));
  expect(await screen.findByText('This operation is not there any more')).toBeTruthy();
});

// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory, fillSample } from '../../fakes/sample-history';
import { renderApp } from '../render-app';

vi.mock(
  'lightweight-charts',
  async () => (await import('../../fakes/lightweight-charts')).fakeLightweightCharts().module,
);

let api: LiveWindowApi;
beforeEach(() => {
  api = new LiveWindowApi();
});
afterEach(() => api.close());

const field = (label: string | RegExp): HTMLInputElement => within(dialog()).getByLabelText(label) as HTMLInputElement;
const startedRequests = () => api.callsOf('operations:start').map((call) => (call as { request: unknown }).request);
const dialog = () => screen.getByRole('dialog');
const button = (name: string | RegExp) => within(dialog()).getByRole('button', { name }) as HTMLButtonElement;
const isClosed = () => waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());

describe('the first launch', () => {
  it('trains the sample with one button and shows it', async () => {
    fillSample(api);
    renderApp(api);
    fireEvent.click(await screen.findByRole('button', { name: 'Train sp500_pullback' }));
    await screen.findByRole('heading', { name: 'Training sp500_pullback' });
    expect(startedRequests()).toEqual([
      expect.objectContaining({
        type: 'training',
        strategy: expect.objectContaining({ fileName: 'sp500_pullback.yaml' }),
      }),
    ]);
    await screen.findByRole('row', { name: /Training sp500_pullback/ });
  });
});

describe('a backtest of a finished training', () => {
  it('takes two clicks and covers the test part', async () => {
    fillHistory(api);
    renderApp(api);
    fireEvent.click(await screen.findByRole('row', { name: 'Training sp500_pullback, Completed' }));
    const article = await screen.findByRole('article');
    fireEvent.click(within(article).getByRole('button', { name: 'Backtest' }));
    await waitFor(() => expect(field('From').value).toBe('2017-02-15'));
    expect(field('To').value).toBe('2020-04-17');
    fireEvent.click(button('Start backtest'));
    await isClosed();
    expect(startedRequests()).toEqual([
      expect.objectContaining({
        type: 'backtesting',
        startDate: null,
        endDate: null,
        initialCapital: 100_000,
        commission: 0.001,
        slippage: 0.0005,
      }),
    ]);
    await screen.findByRole('heading', { name: 'Backtest sp500_pullback' });
  });

  it('sends other dates and costs and says when bars were seen in training', async () => {
    fillHistory(api);
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'backtest', start: {} }));
    await waitFor(() => expect(field('From').value).toBe('2017-02-15'));
    fireEvent.change(field('From'), { target: { value: '2010-01-04' } });
    expect(within(dialog()).getByText('Partly in sample')).toBeTruthy();
    fireEvent.change(field('Commission'), { target: { value: '0.07' } });
    fireEvent.click(button('Start backtest'));
    await isClosed();
    expect(startedRequests()).toEqual([
      expect.objectContaining({ startDate: '2010-01-04', endDate: '2020-04-17', commission: 0.0007 }),
    ]);
  });

  it('does not start a range that ends before it begins', async () => {
    fillHistory(api);
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'backtest', start: {} }));
    await waitFor(() => expect(field('From').value).toBe('2017-02-15'));
    fireEvent.change(field('To'), { target: { value: '2016-01-01' } });
    expect(within(dialog()).getByText('It ends before it begins.')).toBeTruthy();
    expect(button('Start backtest').disabled).toBe(true);
  });
});

describe('a new training', () => {
  const openDialog = async () => {
    fillHistory(api);
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'training', start: {} }));
    await waitFor(() => expect(field('From').value).toBe('2000-01-03'));
  };

  it('starts with what strategy and data say', async () => {
    await openDialog();
    expect(field(/^Strategy/).value).toBe('sp500_pullback');
    expect(field(/^Symbol/).value).toBe('SPX');
    expect(field(/^Timeframe/).value).toBe('1d');
    expect(field('To').value).toBe('2020-04-17');
    expect(field('Epochs').placeholder).toBe('50');
    fireEvent.click(button('Start training'));
    await isClosed();
    expect(startedRequests()).toEqual([
      expect.objectContaining({
        symbol: 'SPX',
        timeframe: '1d',
        startDate: null,
        endDate: null,
        seed: 1,
        overrides: [],
      }),
    ]);
  });

  it('sends seed, epochs and other settings', async () => {
    await openDialog();
    fireEvent.change(field('Seed'), { target: { value: '42' } });
    fireEvent.change(field('Epochs'), { target: { value: '20' } });
    fireEvent.click(button('All parameters of the strategy'));
    fireEvent.change(field(/Change parameters/), { target: { value: 'training.learning_rate=0.001\n\n' } });
    fireEvent.click(button('Start training'));
    await isClosed();
    expect(startedRequests()).toEqual([
      expect.objectContaining({ seed: 42, overrides: ['training.learning_rate=0.001', 'training.epochs=20'] }),
    ]);
  });

  it('says at the field what is wrong with a setting and does not start', async () => {
    await openDialog();
    fireEvent.click(button('All parameters of the strategy'));
    fireEvent.change(field(/Change parameters/), { target: { value: 'training.epocs=3' } });
    expect(within(dialog()).getByText(/training\.epochs|epochs/, { selector: '[class*="error"], p' })).toBeTruthy();
    expect(button('Start training').disabled).toBe(true);
  });

  it('puts a refusal of main at its field until something is changed', async () => {
    await openDialog();
    api.overrides['operations:start'] = () => failure('empty_range', 'There are no bars between these dates.');
    fireEvent.click(button('Start training'));
    await within(dialog()).findByText('There are no bars between these dates.');
    expect(field('From').getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(field('From'), { target: { value: '2001-01-01' } });
    expect(within(dialog()).queryByText('There are no bars between these dates.')).toBeNull();
  });

  it('shows a refusal that is about no field below the fields', async () => {
    await openDialog();
    api.overrides['operations:start'] = () => failure('storage_failed', 'The disk is full. Free some space.');
    fireEvent.click(button('Start training'));
    expect((await within(dialog()).findByRole('alert')).textContent).toContain('The disk is full. Free some space.');
  });
});

describe('an import', () => {
  it('shows the chosen file, guesses symbol and timeframe and starts', async () => {
    fillSample(api);
    api.chosenFile = {
      handle: 'h1',
      name: 'eurusd_h1.csv',
      bytes: 4_646_956,
      preview: ['timestamp,open', '2007-01-01T21:00:00Z,1.31927'],
    };
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'import', start: {} }));
    expect(button('Import').disabled).toBe(true);
    fireEvent.click(button('Choose a file…'));
    await within(dialog()).findByText('eurusd_h1.csv');
    expect(within(dialog()).getByText(/2007-01-01T21:00:00Z,1.31927/)).toBeTruthy();
    expect(field('Symbol').value).toBe('EURUSD');
    fireEvent.click(button('Import'));
    await isClosed();
    expect(api.callsOf('data:import')).toEqual([{ handle: 'h1', symbol: 'EURUSD', timeframe: '1h' }]);
    await screen.findByRole('heading', { name: 'Import eurusd_h1.csv' });
  });

  it('says what a symbol may be made of', async () => {
    fillSample(api);
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'import', start: {} }));
    fireEvent.change(field('Symbol'), { target: { value: '../x' } });
    expect(within(dialog()).getByText(/Use 1 to 32 letters/)).toBeTruthy();
  });
});

describe('a demonstration', () => {
  it('sends its switches', async () => {
    fillSample(api);
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'dummy' }));
    fireEvent.change(field('Steps'), { target: { value: '40' } });
    fireEvent.change(field('Fail at'), { target: { value: '60' } });
    fireEvent.click(field(/Ignore Cancel/));
    fireEvent.click(button('Start demonstration'));
    await isClosed();
    expect(startedRequests()).toEqual([{ type: 'dummy', steps: 40, seconds: 30, failAt: 60, ignoreCancel: true }]);
  });
});

describe('keys and commands', () => {
  it('open menu, search and help, and go to pages', async () => {
    fillHistory(api);
    renderApp(api);
    fireEvent.keyDown(document.documentElement, { key: 'n' });
    await screen.findByRole('menuitem', { name: 'New training…' });
    fireEvent.keyDown(document.documentElement, { key: '/' });
    expect(document.activeElement).toBe(screen.getByLabelText('Search operations'));
    act(() => api.command('new_backtest'));
    expect((await screen.findByRole('dialog')).textContent).toContain('New backtest');
  });
});

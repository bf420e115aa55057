// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory } from '../../fakes/sample-history';
import { fillLifecycle, type LifecycleSample } from '../../fakes/sample-lifecycle';
import { trainingMetadata } from '../../fakes/window-api-operations';
import { renderApp } from '../render-app';

vi.mock(
  'lightweight-charts',
  async () => (await import('../../fakes/lightweight-charts')).fakeLightweightCharts().module,
);

let api: LiveWindowApi;
let sample: LifecycleSample;
beforeEach(() => {
  api = new LiveWindowApi();
  fillHistory(api);
  sample = fillLifecycle(api);
});
afterEach(() => api.close());

const grid = () => screen.getByRole('treegrid', { name: 'Operations' });
const rowNames = (): string[] =>
  within(grid())
    .getAllByRole('row')
    .map((row) => row.getAttribute('aria-label') ?? '');
const listed = () => waitFor(() => expect(rowNames().length).toBeGreaterThan(5));
const rowOf = (id: OperationId): HTMLElement => {
  const row = document.getElementById(`row-${id}`);
  if (row === null) throw new Error(`No row of ${id} is in sight.`);
  return row;
};
const open = async (id: OperationId) => {
  const desk = renderApp(api);
  act(() => desk.navigation.openOperation(id));
  return { desk, detail: within(await screen.findByRole('article')) };
};

describe('wholes and their parts', () => {
  const types = (): (string | null)[] =>
    within(grid())
      .getAllByRole('row')
      .filter((row) => row.getAttribute('aria-level') === '2')
      .map((row) => row.querySelector('td:nth-child(2) span')?.textContent ?? null);

  it('shows wholes only until one is folded open, by button or key, and folds again', async () => {
    renderApp(api);
    await listed();
    expect(types()).toEqual([]);
    fireEvent.click(within(rowOf(sample.research)).getByRole('button', { name: /Show the parts of Research/ }));
    await waitFor(() => expect(types()).toEqual(['Design', 'Training', 'Training', 'Backtest', 'Assessment']));
    expect(rowOf(sample.research).getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(rowOf(sample.research));
    fireEvent.keyDown(grid(), { key: 'ArrowLeft' });
    expect(types()).toEqual([]);
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    expect(types()).toHaveLength(5);
  });

  it('walks from the whole into its parts and back', async () => {
    const desk = renderApp(api);
    await listed();
    fireEvent.click(rowOf(sample.research));
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    await waitFor(() => expect(types()).toHaveLength(5));
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    const opened = (): string | undefined => desk.navigation.store.getState().open.operations;
    expect(opened()).toMatch(/^op_agent_design_/);
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    expect(opened()).toMatch(/^op_training_/);
    fireEvent.keyDown(grid(), { key: 'ArrowLeft' });
    expect(opened()).toBe(sample.research);
  });

  it('adds parts as they begin', async () => {
    renderApp(api);
    await listed();
    const research = api.run('agent_research', trainingMetadata('fresh'), 60_000);
    await waitFor(() => expect(rowNames()[0]).toContain('Research fresh'));
    fireEvent.click(rowOf(research.operationId));
    fireEvent.keyDown(grid(), { key: 'ArrowRight' });
    act(() => {
      api.run('agent_design', trainingMetadata('fresh'), 60_000, { parentOperationId: research.operationId });
    });
    await waitFor(() => expect(types()).toContain('Design'));
  });
});

describe('pausing and resuming', () => {
  it('pauses with P, says so at once, and resumes with P', async () => {
    renderApp(api);
    await listed();
    fireEvent.click(screen.getByRole('row', { name: 'Training sp500_pullback, Running' }));
    fireEvent.keyDown(grid(), { key: 'p' });
    expect(screen.getByRole('row', { name: 'Training sp500_pullback, Pausing…' })).toBeTruthy();
    fireEvent.click(rowOf(sample.paused));
    fireEvent.keyDown(grid(), { key: 'p' });
    await waitFor(() =>
      expect(api.callsOf('operations:resume')).toEqual([{ operationId: sample.paused, fromStart: false }]),
    );
  });

  it('says how far what is paused is, what is kept, and where it goes on', async () => {
    const { detail } = await open(sample.paused);
    const notice = detail.getByRole('note');
    expect(notice.textContent).toContain('Paused at 48');
    expect(notice.textContent).toContain('Kept: epoch\u00a024, checkpoint');
    fireEvent.click(within(notice).getByRole('button', { name: /Resume from epoch.24/ }));
    await waitFor(() => expect(api.callsOf('operations:resume')).toHaveLength(1));
  });

  it('keeps the row and says why when resuming is refused', async () => {
    const { detail } = await open(sample.closed);
    api.overrides['operations:resume'] = () => failure('dataset_missing', 'SPX 1d of that day is not here any more.');
    expect(detail.getByText(/Paused by closing the app at 71/)).toBeTruthy();
    fireEvent.click(detail.getByRole('button', { name: 'Resume' }));
    expect(await screen.findByText('SPX 1d of that day is not here any more.')).toBeTruthy();
    expect(rowOf(sample.closed).getAttribute('aria-label')).toBe('Training trend_gru, Paused');
  });

  it('starts again from the beginning when asked to', async () => {
    const { detail } = await open(sample.crashed);
    fireEvent.click(detail.getAllByRole('button', { name: 'Start again from the beginning' })[0] as HTMLElement);
    await waitFor(() =>
      expect(api.callsOf('operations:resume')).toEqual([{ operationId: sample.crashed, fromStart: true }]),
    );
  });

  it('offers everything at once with how much it is, and only then', async () => {
    renderApp(api);
    await listed();
    const pauseAll = await screen.findByRole('button', { name: /^Pause all \(\d\)$/ });
    expect(screen.getByRole('button', { name: 'Resume all (2)' })).toBeTruthy();
    fireEvent.click(pauseAll);
    expect(await screen.findByText(/operations? paused\.$/)).toBeTruthy();
    expect(api.callsOf('operations:pauseAll')).toHaveLength(1);
  });
});

describe('work that is silent', () => {
  it('says since when and what will happen, and can be ended at once', async () => {
    const { detail } = await open(sample.silent);
    const notice = detail.getByRole('note');
    expect(notice.textContent).toMatch(/Not responding for [67] s/);
    expect(notice.textContent).toMatch(/it is ended in [34] s/);
    fireEvent.click(within(notice).getByRole('button', { name: 'Force stop' }));
    await waitFor(() => expect(api.callsOf('operations:forceStop')).toEqual([sample.silent]));
  });
});

describe('attempts and checkpoints', () => {
  it('lists both with where they began and how they ended', async () => {
    const { detail } = await open(sample.crashed);
    fireEvent.click(detail.getByRole('tab', { name: 'Attempts' }));
    const attempts = within(await detail.findByRole('table', { name: 'Attempts' })).getAllByRole('row');
    expect(attempts[1]?.textContent).toContain('the start');
    expect(attempts[2]?.textContent).toContain('checkpoint 2, 31');
    expect(attempts[2]?.textContent).toContain('Failed: Worker stopped');
    const checkpoints = within(detail.getByRole('table', { name: 'Checkpoints' })).getAllByRole('row');
    expect(checkpoints[1]?.textContent).toContain('epoch\u00a031 (61\u00a0%)');
  });

  it('says what running work would lose if it stopped now', async () => {
    const running = [...api.operations.values()].find((one) => one.status === 'running' && one.type === 'training');
    const { detail } = await open(running?.operationId as OperationId);
    expect(detail.getByText(/If it stopped now, you would lose at most \d+\s(s|min)\./)).toBeTruthy();
  });
});

describe('running again', () => {
  it('says of both runs that all hashes are equal, and links them', async () => {
    const { desk, detail } = await open(sample.original);
    expect(await detail.findByText('Verified')).toBeTruthy();
    expect(detail.getByText(/All hashes are equal \(model, metrics\)\./)).toBeTruthy();
    act(() => desk.navigation.openOperation(sample.verified));
    expect(await screen.findByText('Run again to compare')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'an earlier run' }));
    expect(desk.navigation.store.getState().open.operations).toBe(sample.original);
  });

  it('says which hashes differ and why', async () => {
    const [repeat] = api.repeats.get(sample.original) ?? [];
    const { comparison } = repeat as NonNullable<typeof repeat>;
    const hashes = { ...comparison?.hashes, modelHash: { was: 'a', is: 'b' } };
    const different = { same: false, hashes, why: 'It was made by engine 1; this is engine 2.' };
    api.repeats.set(sample.original, [{ operationId: sample.verified, kind: 'verify', comparison: different }]);
    const { detail } = await open(sample.original);
    expect(await detail.findByText('Not the same when run again')).toBeTruthy();
    expect(
      detail.getByText(/Different: model\. The others are equal\. It was made by engine 1; this is engine 2\./),
    ).toBeTruthy();
  });

  it('opens the dialog with what was asked for and runs a repeat with what was changed', async () => {
    const { detail } = await open(sample.crashed);
    fireEvent.click(detail.getByRole('button', { name: 'More actions' }));
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Run again with changes…' }));
    const dialog = within(await screen.findByRole('dialog'));
    const seed = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Seed' });
    expect(seed.value).toBe('2');
    fireEvent.change(seed, { target: { value: '3' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Start training' }));
    await waitFor(() =>
      expect(api.callsOf('operations:retry')).toEqual([{ operationId: sample.crashed, changes: { seed: 3 } }]),
    );
    expect(api.callsOf('operations:start')).toEqual([]);
  });
});

describe('a research', () => {
  it('shows verdict, gates with reasons and its parts, and leads to the best', async () => {
    const { desk, detail } = await open(sample.research);
    expect(await detail.findByRole('region', { name: 'Variant 1: promising' })).toBeTruthy();
    const rejected = within(detail.getByRole('region', { name: 'Variant 2: rejected' }));
    expect(rejected.getByText('Accuracy 8.4 % is below 10 %.')).toBeTruthy();
    expect(rejected.getByLabelText('Not passed')).toBeTruthy();
    expect(within(detail.getByRole('list', { name: 'Parts' })).getAllByRole('listitem')).toHaveLength(5);
    fireEvent.click(detail.getByRole('button', { name: 'Show the best' }));
    expect(desk.navigation.store.getState().open.operations).toMatch(/^op_backtesting_/);
  });

  it('is asked for with variants, capital and costs', async () => {
    const desk = renderApp(api);
    act(() => desk.navigation.show({ kind: 'research', start: { strategyFile: 'sp500_pullback.yaml' } }));
    const dialog = within(await screen.findByRole('dialog'));
    await waitFor(() =>
      expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Epochs' }).placeholder).toBe('50'),
    );
    fireEvent.change(dialog.getByRole('textbox', { name: 'Variants' }), { target: { value: '4' } });
    fireEvent.change(dialog.getByRole('textbox', { name: 'Commission' }), { target: { value: '0.2' } });
    fireEvent.click(dialog.getByRole('button', { name: 'Start research' }));
    await waitFor(() =>
      expect(api.callsOf('operations:start')).toEqual([
        expect.objectContaining({
          again: false,
          request: expect.objectContaining({
            type: 'agent_research',
            variants: 4,
            commission: 0.002,
            slippage: 0.0005,
          }),
        }),
      ]),
    );
  });
});

describe('the same request twice', () => {
  it('is asked about first and started when the person says so', async () => {
    const desk = renderApp(api);
    const refuse = ({ again }: { again: boolean }) =>
      again
        ? api.run('dummy', trainingMetadata('Dummy'), 1_000)
        : failure('repeated_request', 'The newest demonstration asked for exactly this.');
    api.overrides['operations:start'] = refuse;
    act(() => desk.navigation.show({ kind: 'dummy' }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: 'Start demonstration' }));
    expect(await dialog.findByText('The same as the last one')).toBeTruthy();
    fireEvent.click(dialog.getByRole('button', { name: 'Start it all the same' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.callsOf('operations:start').map((call) => (call as { again: boolean }).again)).toEqual([false, true]);
  });
});

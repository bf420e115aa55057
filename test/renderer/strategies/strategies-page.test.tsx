// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { StrategiesPage } from '../../../src/renderer/strategies/strategies-page';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory } from '../../fakes/sample-history';
import { FakeWindowApi } from '../../fakes/window-api';
import { closePages, showPage } from '../data/show-page';

afterEach(closePages);

function show(open: string) {
  const api = new LiveWindowApi();
  fillHistory(api);
  const desk = showPage(StrategiesPage, api, ({ navigation }) => navigation.open('strategies', open));
  return { api, desk };
}

const lineOf = async (number: number): Promise<HTMLElement> => {
  const lines = within(await screen.findByRole('list', { name: 'Strategy text' })).getAllByRole('listitem');
  return lines[number - 1] as HTMLElement;
};

describe('StrategiesPage', () => {
  it('offers to add a file while there is none', async () => {
    const api = new FakeWindowApi();
    showPage(StrategiesPage, api);
    fireEvent.click(await screen.findByRole('button', { name: 'Add a file' }));
    expect(api.callsOf('strategies:add')).toHaveLength(1);
  });

  it('marks a problem at its line and counts them in the list', async () => {
    show('half_done.yaml');
    const line = await lineOf(4);
    expect(line.textContent).toContain('mom: { type: rsi, perod: 10 }');
    expect(line.textContent).toContain('There is no key “perod” for rsi. Did you mean “period”?');
    expect((await lineOf(3)).textContent).not.toContain('There is no key');
    expect(
      within(screen.getByRole('option', { name: 'half_done, has problems' })).getByText('2 problems'),
    ).toBeTruthy();
  });

  it('lists what has no line by its key, and does not train what has problems', async () => {
    const { desk } = show('half_done.yaml');
    const problems = await screen.findByRole('region', { name: 'Problems' });
    expect(within(problems).getByText('fuzzy_sets')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Train' }));
    expect(desk.navigation.store.getState().dialog).toBeNull();
  });

  it('goes back to the text when a line is asked for from another tab', async () => {
    show('sp500_pullback.yaml');
    fireEvent.click(await screen.findByRole('tab', { name: 'Parameters' }));
    expect(screen.queryByRole('list', { name: 'Strategy text' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'line 14' }));
    expect(await screen.findByRole('list', { name: 'Strategy text' })).toBeTruthy();
  });

  it('draws the fuzzy sets of a valid strategy with what each membership is', async () => {
    show('sp500_pullback.yaml');
    fireEvent.click(await screen.findByRole('tab', { name: 'Fuzzy sets' }));
    const set = await screen.findByRole('figure', { name: 'Fuzzy set mom_zone' });
    const shapes = within(set)
      .getAllByRole('listitem')
      .map((one) => one.textContent);
    expect(shapes).toEqual([
      'washed_outtriangular 0, 15, 35',
      'quiettrapezoidal 25, 40, 60, 75',
      'stretchedtriangular 65, 85, 100',
    ]);
    expect(set.querySelectorAll('polyline')).toHaveLength(3);
  });

  it('finds parameters by key or value', async () => {
    show('sp500_pullback.yaml');
    fireEvent.click(await screen.findByRole('tab', { name: 'Parameters' }));
    const search = await screen.findByRole('textbox', { name: 'Search parameters' });
    fireEvent.change(search, { target: { value: 'model tanh' } });
    expect(screen.getByText('model.architecture.activation')).toBeTruthy();
    expect(screen.queryByText('model.type')).toBeNull();
    fireEvent.change(search, { target: { value: 'nothing like it' } });
    expect(screen.getByText('No key or value contains these words.')).toBeTruthy();
  });

  it('reads list and text again when the person comes back to the window', async () => {
    const { api } = show('half_done.yaml');
    await lineOf(4);
    api.strategyFiles.set('half_done.yaml', {
      fileName: 'half_done.yaml',
      text: 'name: mended\n',
      problems: [],
      warnings: [],
      parameters: {},
    });
    api.strategies = api.strategies.map((one) =>
      one.fileName === 'half_done.yaml' ? { ...one, name: 'mended', valid: true } : one,
    );
    fireEvent.focus(window);
    expect(await screen.findByRole('option', { name: 'mended, valid' })).toBeTruthy();
    expect((await lineOf(1)).textContent).toContain('name: mended');
  });

  it('opens the file that was added', async () => {
    const { api } = show('half_done.yaml');
    const added = api.strategies.find((one) => one.fileName === 'sp500_trend.yaml');
    if (added === undefined) throw new Error('The sample has no sp500_trend.yaml.');
    api.overrides['strategies:add'] = () => added;
    fireEvent.click(await screen.findByRole('button', { name: 'Add strategy file…' }));
    expect(await screen.findByRole('article', { name: 'Strategy sp500_trend' })).toBeTruthy();
  });

  it('says why a text could not be read, and reads it again when asked', async () => {
    const { api } = show('half_done.yaml');
    await lineOf(4);
    api.overrides['strategies:read'] = () => failure('file_missing', 'There is no strategy file any more.');
    fireEvent.click(screen.getByRole('button', { name: 'Read the strategy files again' }));
    await screen.findByText('There is no strategy file any more.');
    delete api.overrides['strategies:read'];
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect((await lineOf(4)).textContent).toContain('perod');
  });
});

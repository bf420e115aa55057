// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { DataPage } from '../../../src/renderer/data/data-page';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillHistory } from '../../fakes/sample-history';
import { FakeWindowApi } from '../../fakes/window-api';
import { closePages, showPage } from './show-page';

// The canvas of the chart library needs a real browser; what the page hands to the chart is what is tested.
vi.mock('../../../src/renderer/charts/price-chart', () => ({
  PriceChart: ({ view }: { view: { series: { total: number } | null; failure: { message: string } | null } }) => (
    <output>{view.failure?.message ?? `${view.series?.total ?? 'no'} bars drawn`}</output>
  ),
}));

afterEach(closePages);

const filled = (): LiveWindowApi => {
  const api = new LiveWindowApi();
  fillHistory(api);
  return api;
};

describe('DataPage', () => {
  it('offers an import while there is no data', async () => {
    const desk = showPage(DataPage, new FakeWindowApi());
    fireEvent.click(await screen.findByRole('button', { name: 'Import data' }));
    expect(desk.navigation.store.getState().dialog).toEqual({ kind: 'import', start: {} });
  });

  it('says why the list could not be read, and reads it again when asked', async () => {
    const api = filled();
    api.overrides['datasets:list'] = () => failure('storage_failed', 'The list of data cannot be read.');
    showPage(DataPage, api);
    await screen.findByText('The list of data cannot be read.');
    delete api.overrides['datasets:list'];
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('option', { name: /SPX 1d/ })).toBeTruthy();
    expect(screen.queryByText('The list of data cannot be read.')).toBeNull();
  });

  it('draws the prices of the open version and trains on them', async () => {
    const api = filled();
    const desk = showPage(DataPage, api);
    fireEvent.click(await screen.findByRole('option', { name: /EURUSD 1h/ }));
    await screen.findByText('5104 bars drawn');
    const opened = api.datasets.find((one) => one.symbol === 'EURUSD');
    expect(api.callsOf('datasets:price')).toContainEqual(expect.objectContaining({ fingerprint: opened?.fingerprint }));
    fireEvent.click(screen.getByRole('button', { name: 'Train on this' }));
    expect(desk.navigation.store.getState().dialog).toEqual({
      kind: 'training',
      start: { symbol: 'EURUSD', timeframe: '1h' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Import a newer version' }));
    expect(desk.navigation.store.getState().dialog).toEqual({ kind: 'import', start: { symbol: 'EURUSD' } });
  });

  it('does not show other data in place of a version that is not listed any more', async () => {
    showPage(DataPage, filled(), ({ navigation }) => navigation.open('data', 'f'.repeat(64)));
    expect(await screen.findByText('This version is not listed any more')).toBeTruthy();
  });
});

// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { SettingsPage } from '../../../src/renderer/settings/settings-page';
import { FakeWindowApi } from '../../fakes/window-api';
import { closePages, showPage } from '../data/show-page';

afterEach(closePages);

const showSection = (api: FakeWindowApi, section: string) =>
  showPage(SettingsPage, api, ({ navigation }) => navigation.open('settings', section));

describe('SettingsPage', () => {
  it('stores the appearance at once and shows what main stored', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'appearance');
    fireEvent.click(await screen.findByRole('radio', { name: 'Dark' }));
    await waitFor(() => expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Dark' }).checked).toBe(true));
    expect(api.settings.appearance).toBe('dark');
    expect(api.callsOf('settings:change')).toEqual([{ appearance: 'dark' }]);
  });

  it('keeps the old choice and says why when a change was refused, until one is stored', async () => {
    const api = new FakeWindowApi();
    api.overrides['settings:change'] = () => failure('storage_failed', 'The disk is full.');
    showSection(api, 'closing');
    fireEvent.click(await screen.findByRole('radio', { name: /Pause everything/ }));
    await screen.findByText('The disk is full.');
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /Ask each time/ }).checked).toBe(true);
    delete api.overrides['settings:change'];
    fireEvent.click(screen.getByRole('radio', { name: /Keep running/ }));
    await waitFor(() => expect(screen.queryByText('The disk is full.')).toBeNull());
    expect(api.settings.onCloseWhileRunning).toBe('keep_running');
  });

  it('stores the grace in milliseconds when the field is left', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'closing');
    const field = await screen.findByRole('textbox', { name: 'Time to stop by itself' });
    fireEvent.change(field, { target: { value: '2.5 s' } });
    fireEvent.blur(field);
    await waitFor(() => expect(api.settings.cancelGraceMs).toBe(2_500));
  });

  it('stores nothing while the first digit of a number is followed by more', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'work');
    const field = await screen.findByRole('textbox', { name: 'Demonstration' });
    fireEvent.change(field, { target: { value: '1' } });
    fireEvent.change(field, { target: { value: '12' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(api.settings.slots.dummy).toBe(12));
    expect(api.callsOf('settings:change')).toEqual([{ slots: { dummy: 12 } }]);
  });

  it('names the range and stores nothing when a number does not fit', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'work');
    const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Training' });
    fireEvent.change(field, { target: { value: '65' } });
    expect(screen.getByText('A number from 1 to 64')).toBeTruthy();
    fireEvent.blur(field);
    await waitFor(() => expect(field.value).toBe('1'));
    expect(api.callsOf('settings:change')).toEqual([]);
  });

  it('shows versions and folders, and opens the log', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'about');
    await screen.findByText('45.4.1');
    expect(screen.getByText('/home/person/.config/Tradewind/market-data')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Open the log file' }));
    expect(api.callsOf('app:openLogs')).toHaveLength(1);
  });

  it('walks through the sections with the arrow keys', async () => {
    showPage(SettingsPage, new FakeWindowApi());
    fireEvent.keyDown(screen.getByRole('listbox', { name: 'Settings' }), { key: 'ArrowDown' });
    expect(await screen.findByRole('article', { name: 'Closing and stopping' })).toBeTruthy();
    const options = screen.getAllByRole('option').filter((one) => one.getAttribute('aria-selected') === 'true');
    expect(options.map((one) => one.getAttribute('aria-label'))).toEqual(['Closing and stopping']);
  });
});

// @vitest-environment happy-dom
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ProfileNotice } from '../../../src/contract/profile-care';
import { FakeWindowApi } from '../../fakes/window-api';
import { renderApp } from '../render-app';

const notice = (id: string, kind: ProfileNotice['kind'], message: string): ProfileNotice => ({
  id,
  kind,
  at: new Date().toISOString(),
  message,
});
const bar = () => screen.queryByRole('region', { name: 'About your data' });

describe('notices about the profile', () => {
  it('take no room while there are none', async () => {
    renderApp(new FakeWindowApi());
    await screen.findByRole('heading', { name: 'Operations' });
    expect(bar()).toBeNull();
  });

  it('stand above every page until each is dismissed', async () => {
    const api = new FakeWindowApi();
    api.notices = [notice('a', 'restored_from_backup', 'The backup of 10:15 took its place.')];
    const desk = renderApp(api);
    expect(await screen.findByText('The backup of 10:15 took its place.')).toBeTruthy();
    act(() => api.push({ notices: [...api.notices, notice('b', 'unclean_exit', 'Everything was checked.')] }));
    act(() => desk.navigation.go('data'));
    expect(within(bar() as HTMLElement).getAllByRole('status')).toHaveLength(2);
    fireEvent.click(screen.getByRole('button', { name: 'Dismiss: Restored from a backup' }));
    await waitFor(() => expect(screen.queryByText('The backup of 10:15 took its place.')).toBeNull());
    expect(api.callsOf('profile:dismissNotice')).toEqual(['a']);
  });

  it('lead to the check of the profile', async () => {
    const api = new FakeWindowApi();
    api.notices = [notice('a', 'damage_found', 'A model is damaged.')];
    const desk = renderApp(api);
    fireEvent.click(await screen.findByRole('button', { name: 'Check the profile' }));
    expect(desk.navigation.store.getState()).toMatchObject({ page: 'settings', open: { settings: 'profile' } });
  });
});

// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { SettingsPage } from '../../../src/renderer/settings/settings-page';
import { FakeWindowApi } from '../../fakes/window-api';
import { completedOperation, metadataOf } from '../../fakes/window-api-operations';
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

  it('stores how often checkpoints are written, each beside the others', async () => {
    const api = new FakeWindowApi();
    showSection(api, 'checkpoints');
    const field = await screen.findByRole('textbox', { name: 'Training: every so many epochs' });
    fireEvent.change(field, { target: { value: '3' } });
    fireEvent.blur(field);
    await waitFor(() => expect(api.settings.checkpoints).toEqual({ epochs: 3, bars: 10_000, seconds: 60 }));
  });

  it.each([
    ['closing', 'Resume at launch what closing paused', { resumeAtLaunch: true }],
    ['closing', 'Go on with the queue at launch', { continueQueueAtLaunch: false }],
    ['work', 'Keep the computer awake', { keepAwake: false }],
    ['work', 'Ask before the same is started twice in a row', { askBeforeRepeating: false }],
  ])('turns a switch of %s at once: %s', async (section, name, patch) => {
    const api = new FakeWindowApi();
    showSection(api, section);
    fireEvent.click(await screen.findByRole('switch', { name: new RegExp(`^${name}`) }));
    await waitFor(() => expect(api.settings).toMatchObject(patch));
    expect(api.callsOf('settings:change')).toEqual([patch]);
  });

  describe('limits on what is kept', () => {
    const limit = async (api: FakeWindowApi, value: string) => {
      showSection(api, 'history');
      const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Keep at most' });
      fireEvent.change(field, { target: { value } });
      fireEvent.click(screen.getByRole('button', { name: 'Apply' }));
      return field;
    };
    const withFinished = (): FakeWindowApi => {
      const api = new FakeWindowApi();
      const metadata = metadataOf('Dummy');
      for (const createdAt of [1, 2, 3].map((day) => Date.UTC(2026, 0, day))) {
        api.put(completedOperation({ type: 'dummy', metadata, createdAt }, { type: 'dummy', steps: 1 }, 10));
      }
      return api;
    };

    it('say how many operations would be deleted and store nothing before that is agreed to', async () => {
      const api = withFinished();
      await limit(api, '1');
      const question = await screen.findByRole('alertdialog', { name: 'Delete old operations?' });
      expect(question.textContent).toContain('This deletes up to 2\u00a0finished operations');
      expect(api.callsOf('settings:change')).toEqual([]);
      fireEvent.click(screen.getByRole('button', { name: 'Delete them and apply' }));
      await waitFor(() => expect(api.settings.retention.operations).toBe(1));
    });

    it('go back to what was when it is not agreed to', async () => {
      const api = withFinished();
      const field = await limit(api, '2');
      fireEvent.click(await screen.findByRole('button', { name: 'Leave it as it was' }));
      expect(field.value).toBe('');
      expect(api.callsOf('settings:change')).toEqual([]);
    });

    it('are stored without a question when they delete nothing', async () => {
      const api = withFinished();
      await limit(api, '3');
      await waitFor(() => expect(api.settings.retention.operations).toBe(3));
    });
  });

  it('checks and backs up the profile and says what came of it', async () => {
    const api = new FakeWindowApi();
    const problem = {
      kind: 'damaged_file' as const,
      where: 'artifacts/0a.model',
      message: 'It is not what was written.',
      repairable: false,
    };
    api.overrides['profile:check'] = () => ({
      ok: false,
      problems: [problem],
      operations: 4,
      files: 9,
      backupAt: null,
    });
    showSection(api, 'profile');
    fireEvent.click(await screen.findByRole('button', { name: 'Check now' }));
    const problems = await screen.findByRole('table', { name: 'Problems' });
    expect(problems.textContent).toContain('artifacts/0a.model');
    expect(screen.getByText(/There is no backup yet/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Back up now' }));
    expect(await screen.findByText('Backed up and read back')).toBeTruthy();
  });

  it('says why a backup could not be made', async () => {
    const api = new FakeWindowApi();
    api.overrides['profile:backup'] = () => failure('disk_full', 'There is no room for a backup.');
    showSection(api, 'profile');
    fireEvent.click(await screen.findByRole('button', { name: 'Back up now' }));
    expect((await screen.findByRole('alert')).textContent).toContain('There is no room for a backup.');
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

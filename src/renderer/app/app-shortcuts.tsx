import { useHotkeys } from '@mantine/hooks';
import { useEffect } from 'react';
import type { WindowCommand } from '../../contract/ipc';
import { PAGES } from '../store/navigation';
import { useDesk } from './desk-context';
import { palette, paletteStore } from './palette';

/** Keys that mean the same everywhere, and what menu and tray ask for. */
export function AppShortcuts() {
  const { api, navigation } = useDesk();

  useEffect(() => {
    const deeds: Readonly<Record<WindowCommand, () => void>> = {
      new_training: () => navigation.show({ kind: 'training', start: {} }),
      new_backtest: () => navigation.show({ kind: 'backtest', start: {} }),
      new_research: () => navigation.show({ kind: 'research', start: {} }),
      import_data: () => navigation.show({ kind: 'import', start: {} }),
      search: () => palette.open(),
      settings: () => navigation.go('settings'),
    };
    return api.onCommand((command) => deeds[command]());
  }, [api, navigation]);

  const isQuiet = (): boolean => navigation.store.getState().dialog === null && !paletteStore.getState().opened;
  const whenQuiet = (action: () => void) => (): void => {
    if (isQuiet()) action();
  };
  useHotkeys([
    ['n', whenQuiet(() => navigation.setNewMenuOpen(true))],
    ['/', whenQuiet(focusSearch)],
    ['f', whenQuiet(() => navigation.setDetailWide(!navigation.store.getState().isDetailWide))],
    ['shift+?', whenQuiet(() => navigation.show({ kind: 'shortcuts' }))],
    ['Escape', whenQuiet(goBack)],
    ...PAGES.map((page, index): [string, () => void] => [`mod+${index + 1}`, whenQuiet(() => navigation.go(page))]),
  ]);

  /** From the wide detail to list and detail, from the detail to the list. */
  function goBack(): void {
    if (navigation.store.getState().isDetailWide) navigation.setDetailWide(false);
    else document.querySelector<HTMLElement>('[data-grid]')?.focus();
  }
  return null;
}

const focusSearch = (): void => {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  if (field === null) palette.open();
  else field.focus();
};

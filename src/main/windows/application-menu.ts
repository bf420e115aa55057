import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { WindowCommand } from '../../contract/ipc';

/** The menu; each entry of ours is also reachable in the window, by mouse and by key. */
export function setApplicationMenu(send: (command: WindowCommand) => void, quit: () => void): void {
  const entry = (label: string, command: WindowCommand, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    click: () => send(command),
    ...(accelerator ? { accelerator } : {}),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        entry('New Training…', 'new_training'),
        entry('New Backtest…', 'new_backtest'),
        entry('New Research…', 'new_research'),
        entry('Import Data…', 'import_data', 'CmdOrCtrl+I'),
        { type: 'separator' },
        entry('Settings', 'settings', 'CmdOrCtrl+,'),
        { type: 'separator' },
        { label: 'Quit Tradewind', accelerator: 'CmdOrCtrl+Q', click: quit },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        entry('Search…', 'search'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { BrowserWindow, nativeTheme, type Session, session, shell } from 'electron';
import type { WindowCommand } from '../../contract/ipc';
import { COMMAND_CHANNEL } from '../../contract/ipc-names';
import type { WindowPlace } from './window-place';

const PAGE = join(import.meta.dirname, '../renderer/index.html');

/** Set by the development server only; a built app always loads its own file. */
const developmentUrl = process.env['ELECTRON_RENDERER_URL'];

const pageUrl = (): string => developmentUrl ?? pathToFileURL(PAGE).href;

export const isOurPage = (url: string): boolean => url.split(/[?#]/)[0] === pageUrl().split(/[?#]/)[0];

/** The one window: sandboxed, without Node, going nowhere but to its own page. */
export function createMainWindow(place: WindowPlace): BrowserWindow {
  denyPermissions(session.defaultSession);
  const window = new BrowserWindow({
    ...place.restore(),
    minWidth: 900,
    minHeight: 600,
    show: false,
    title: 'Tradewind',
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  place.follow(window);
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void shell.openExternal(url);
    return { action: 'deny' };
  });
  window.webContents.on('will-navigate', (event, url) => {
    if (!isOurPage(url)) event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.once('ready-to-show', () => window.show());
  void (developmentUrl ? window.loadURL(developmentUrl) : window.loadFile(PAGE));
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

export const sendCommand = (window: BrowserWindow, command: WindowCommand): void =>
  window.webContents.send(COMMAND_CHANNEL, command);

function denyPermissions(of: Session): void {
  of.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === 'clipboard-sanitized-write'));
  of.setPermissionCheckHandler((_contents, permission) => permission === 'clipboard-sanitized-write');
}

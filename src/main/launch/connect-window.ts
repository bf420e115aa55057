import type { BrowserWindow } from 'electron';
import { PUSH_CHANNEL } from '../../contract/ipc-names';
import type { Publisher } from '../ipc/publisher';

/** Lets a window hear what changes, from before its page can ask for anything until it is gone. */
export function connectWindow(window: BrowserWindow, publisher: Publisher): void {
  const { webContents } = window;
  const disconnect = publisher.subscribe({
    id: webContents.id,
    send: (push) => {
      if (!webContents.isDestroyed()) webContents.send(PUSH_CHANNEL, push);
    },
  });
  window.once('closed', disconnect);
}

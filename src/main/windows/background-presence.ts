import { Menu, Notification, nativeImage, Tray } from 'electron';
import type { Operation } from '../../contract/operation';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';

/** The tray entry while Tradewind works without a window. Some desktops have no tray; then there is none. */
export function showInTray(icon: string, open: () => void, quit: () => void, log: Logger): Dispose {
  try {
    const tray = new Tray(nativeImage.createFromPath(icon).resize({ width: 22, height: 22 }));
    tray.setToolTip('Tradewind is working');
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Tradewind', click: open },
        { label: 'Pause Everything and Quit', click: quit },
      ]),
    );
    tray.on('click', open);
    return () => tray.destroy();
  } catch (error) {
    log.warn('no tray on this desktop', error);
    return () => {};
  }
}

/** Says that an operation ended while nobody could see it. */
export function notifyEnd(operation: Operation, open: () => void): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: operation.metadata.title, body: endText(operation) });
  notification.on('click', open);
  notification.show();
}

function endText(operation: Operation): string {
  switch (operation.status) {
    case 'completed':
      return 'Finished.';
    case 'failed':
      return operation.failure.message;
    case 'cancelled':
      return operation.reason === 'paused' ? 'Paused.' : 'Cancelled.';
    case 'pending':
    case 'resuming':
    case 'running':
      return 'Still working.';
  }
}

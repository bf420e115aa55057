import { app } from 'electron';

/**
 * Entry of the main process. Electron waits for this module before it becomes ready, and a throw on the way
 * would hang a windowless run for ever: so nothing is done here but to catch, and to load the rest.
 */
function giveUp(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`Tradewind had to stop: ${message}\n`, () => app.exit(1));
}

process.on('uncaughtException', giveUp);
process.on('unhandledRejection', giveUp);

import('./launch/launch').then(({ launch }) => launch(giveUp)).catch(giveUp);

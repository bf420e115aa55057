import { app } from 'electron';
import { parseLaunchArguments } from './launch/launch-arguments';

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

// A signal that comes before ours are listened to makes Electron want to quit, with exit code 0. A command without a result
// must not look completed: it hears the wish instead, from now on, and ends itself.
const stop = new AbortController();
const parsed = parseLaunchArguments(process.argv);
if (!parsed.ok || parsed.value.command.length > 0) {
  app.on('before-quit', (event) => {
    event.preventDefault();
    stop.abort();
  });
}

import('./launch/launch').then(({ launch }) => launch(giveUp, stop.signal)).catch(giveUp);

import { app } from 'electron';
import { parseLaunchArguments } from './launch/launch-arguments';

/** What a cancelled command exits with; said here too because the rest is not loaded yet. */
const CANCELLED = 130;

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

// A signal that comes before ours are listened to makes Electron quit with 0: a command without a result must not look
// completed, not even while the rest is being loaded.
const parsed = parseLaunchArguments(process.argv);
if (!parsed.ok || parsed.value.command.length > 0) app.on('will-quit', () => app.exit(CANCELLED));

import('./launch/launch').then(({ launch }) => launch(giveUp)).catch(giveUp);

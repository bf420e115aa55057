import type { Dispose } from '../disposable';

/** A terminal's Ctrl-C reaches npm, the launcher and us, each handing it on: within this time it is one. */
const ONE_SIGNAL_MS = 1_000;

/**
 * Turns SIGINT, SIGTERM and SIGHUP into a first wish to stop and, a second or more later, a second one to stop
 * by force. Must be called after Electron is ready: it replaces handlers that were there before.
 */
export function guardSignals(stop: () => void, force: () => void, now: () => number = Date.now): Dispose {
  let firstAt: number | null = null;
  const receive = (): void => {
    if (firstAt === null) {
      firstAt = now();
      stop();
    } else if (now() - firstAt >= ONE_SIGNAL_MS) {
      force();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, receive);
  return () => {
    for (const signal of signals) process.off(signal, receive);
  };
}

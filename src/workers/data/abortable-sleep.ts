import { setTimeout as after } from 'node:timers/promises';

/** Waits; when `signal` is aborted it throws the abort's reason at once. */
export type Sleep = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export const abortableSleep: Sleep = async (milliseconds, signal) => {
  try {
    await after(milliseconds, undefined, { signal });
  } catch (thrown) {
    signal.throwIfAborted();
    throw thrown;
  }
};

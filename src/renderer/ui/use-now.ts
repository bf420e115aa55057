import { useCallback, useSyncExternalStore } from 'react';

interface Clock {
  now: number;
  readonly listeners: Set<() => void>;
  timer: ReturnType<typeof setInterval> | null;
}

const clocks = new Map<number, Clock>();

function clockOf(everyMs: number): Clock {
  const known = clocks.get(everyMs);
  if (known) return known;
  const clock: Clock = { now: Date.now(), listeners: new Set(), timer: null };
  clocks.set(everyMs, clock);
  return clock;
}

function listen(clock: Clock, everyMs: number, listener: () => void): () => void {
  clock.listeners.add(listener);
  if (clock.timer === null) {
    clock.now = Date.now();
    clock.timer = setInterval(() => {
      clock.now = Date.now();
      for (const one of clock.listeners) one();
    }, everyMs);
  }
  return () => {
    clock.listeners.delete(listener);
    if (clock.listeners.size > 0 || clock.timer === null) return;
    clearInterval(clock.timer);
    clock.timer = null;
  };
}

/** The time in milliseconds, kept up to date in steps; all who ask for the same steps share one timer. */
export function useNow(everyMs: number): number {
  const subscribe = useCallback((listener: () => void) => listen(clockOf(everyMs), everyMs, listener), [everyMs]);
  return useSyncExternalStore(subscribe, () => clockOf(everyMs).now);
}

import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Dispose } from '../disposable';

const EVERY_MS = 20;

export interface EventLoopLag {
  /** How late main's event loop was, at worst, since this was last asked; in milliseconds. */
  worstMs(): number;
  readonly stop: Dispose;
}

export function watchEventLoop(): EventLoopLag {
  const delays = monitorEventLoopDelay({ resolution: EVERY_MS });
  delays.enable();
  return {
    worstMs: () => {
      // The histogram holds nanoseconds between two looks, the planned pause included.
      const worst = Math.max(0, delays.max / 1e6 - EVERY_MS);
      delays.reset();
      return worst;
    },
    stop: () => void delays.disable(),
  };
}

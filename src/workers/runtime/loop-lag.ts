const SAMPLE_MS = 100;

/** Watches how late the event loop runs; each call gives the worst lateness in milliseconds since the call before. */
export function watchLoopLag(): () => number {
  let worst = 0;
  let due = performance.now() + SAMPLE_MS;
  setInterval(() => {
    const now = performance.now();
    worst = Math.max(worst, now - due);
    due = now + SAMPLE_MS;
  }, SAMPLE_MS);
  return () => {
    const lag = Math.max(worst, performance.now() - due, 0);
    worst = 0;
    return lag;
  };
}

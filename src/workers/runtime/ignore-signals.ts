/** A terminal's Ctrl-C reaches every process of the group; main alone decides what it means for a worker. */
export function ignoreSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
}

/** Deliberate exits of a worker: 1 is an uncaught error and 2 to 31 are read as signals, so ours are 0 or from 64 on. */
export const EXIT_CODES = {
  asked: 0,
  messageNotUnderstood: 64,
  /** A load or save that did not stop when it was asked; only the process's end stops it. */
  stoppedWhileWaiting: 65,
} as const;

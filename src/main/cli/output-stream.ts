/** Standard output or error as lines; knows when everything has left and whether anybody still reads. */
export interface OutputStream {
  readonly isTerminal: boolean;
  /** As wide as the terminal is now. */
  readonly columns: number;
  line(text: string): void;
  /** Writes as it is, for redrawing in a terminal. */
  raw(text: string): void;
  /** Settles when all that was written has been handed to the reader (or the reader is gone). */
  flushed(): Promise<void>;
  /** Called once when the reader has gone away (`| head`). */
  onReaderGone(listener: () => void): void;
}

/**
 * Output to a pipe is asynchronous, and leaving the process drops what is still under way: whoever exits
 * awaits {@link OutputStream.flushed} first.
 */
export function outputStream(stream: NodeJS.WriteStream): OutputStream {
  let gone = false;
  let pending = 0;
  const waiting: (() => void)[] = [];
  const goneListeners: (() => void)[] = [];
  const settle = (): void => {
    if (pending === 0 || gone) for (const resolve of waiting.splice(0)) resolve();
  };
  stream.on('error', () => {
    if (gone) return;
    gone = true;
    settle();
    for (const listener of goneListeners) listener();
  });
  const raw = (text: string): void => {
    if (gone) return;
    pending += 1;
    stream.write(text, () => {
      pending -= 1;
      settle();
    });
  };
  return {
    isTerminal: stream.isTTY === true,
    get columns() {
      return stream.columns || 80;
    },
    raw,
    line: (text) => raw(`${text}\n`),
    flushed: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        settle();
      }),
    onReaderGone: (listener) => goneListeners.push(listener),
  };
}

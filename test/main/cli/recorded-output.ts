import type { OutputStream } from '../../../src/main/cli/output-stream';

export interface RecordedOutput extends OutputStream {
  /** Everything written, as one text. */
  readonly text: () => string;
  readonly lines: () => string[];
}

/** Output in memory. */
export function recordedOutput(isTerminal = false, columns = 80): RecordedOutput {
  let written = '';
  const raw = (text: string): void => {
    written += text;
  };
  return {
    isTerminal,
    columns,
    raw,
    line: (text) => raw(`${text}\n`),
    flushed: () => Promise.resolve(),
    onReaderGone: () => {},
    text: () => written,
    lines: () => written.split('\n').slice(0, -1),
  };
}

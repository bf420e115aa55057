import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { outputStream } from '../../../src/main/cli/output-stream';
import { settled } from '../../fakes/fake-workers';

/** A reader that takes each piece only when the test says so. */
class SlowReader extends Writable {
  readonly taken: string[] = [];
  #next: ((error?: Error) => void) | null = null;
  isTTY = false;
  columns: number | undefined = undefined;

  override _write(chunk: Buffer, _encoding: string, done: (error?: Error) => void): void {
    this.taken.push(chunk.toString());
    this.#next = done;
  }

  async take(): Promise<void> {
    this.#next?.();
    await settled();
  }

  async leave(): Promise<void> {
    this.#next?.(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
    await settled();
  }
}

function setUp() {
  const reader = new SlowReader();
  const output = outputStream(reader as unknown as NodeJS.WriteStream);
  const state = { flushed: 0, gone: 0 };
  output.onReaderGone(() => {
    state.gone += 1;
  });
  const flush = () =>
    void output.flushed().then(() => {
      state.flushed += 1;
    });
  return { reader, output, state, flush };
}

describe('output', () => {
  it('is flushed when the reader has taken everything, and at once when there is nothing', async () => {
    const { reader, output, state, flush } = setUp();
    flush();
    await settled();
    expect(state.flushed).toBe(1);
    output.line('one');
    output.raw('two');
    flush();
    flush();
    await reader.take();
    expect(state.flushed).toBe(1);
    await reader.take();
    expect(state.flushed).toBe(3);
    expect(reader.taken).toEqual(['one\n', 'two']);
  });

  it('goes on without a reader that has left, and says so once', async () => {
    const { reader, output, state, flush } = setUp();
    output.line('one');
    output.line('two');
    flush();
    await reader.leave();
    expect(state).toEqual({ flushed: 1, gone: 1 });
    output.line('three');
    flush();
    await settled();
    expect(state).toEqual({ flushed: 2, gone: 1 });
    expect(reader.taken).toEqual(['one\n']);
  });

  it('knows how wide the terminal is now', () => {
    const { reader, output } = setUp();
    expect(output.columns).toBe(80);
    reader.columns = 120;
    expect(output.columns).toBe(120);
    reader.columns = 0;
    expect(output.columns).toBe(80);
  });
});

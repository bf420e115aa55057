import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/main/local-socket/line-reader';

/** What is read of a text that arrives in pieces. */
async function linesOf(bytes: Buffer, cuts: readonly number[], maxBytes: number): Promise<string[] | 'ended early'> {
  const stream = new PassThrough();
  const lines: string[] = [];
  readLines(stream, maxBytes, (line) => lines.push(line));
  let from = 0;
  for (const cut of [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    stream.write(bytes.subarray(from, cut));
    from = cut;
  }
  stream.end();
  if (!stream.destroyed) await once(stream, 'close');
  return stream.readableEnded ? lines : 'ended early';
}

describe('lines', () => {
  it('come out whole, however they arrive', async () => {
    const words = fc.array(fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ' ')));
    await fc.assert(
      fc.asyncProperty(words, fc.array(fc.nat()), async (lines, cuts) => {
        const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
        expect(await linesOf(bytes, cuts, 1_000_000)).toEqual(lines);
      }),
    );
  });

  it('that are too long end the stream, whether or not their end is there', async () => {
    expect(await linesOf(Buffer.from('1234\n'), [], 4)).toEqual(['1234']);
    expect(await linesOf(Buffer.from('12345\n'), [], 4)).toBe('ended early');
    expect(await linesOf(Buffer.from('12345'), [2, 4], 4)).toBe('ended early');
  });
});

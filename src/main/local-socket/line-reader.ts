import type { Readable } from 'node:stream';

/** Hands on whole lines; one that gets longer than `maxBytes` ends the stream. */
export function readLines(stream: Readable, maxBytes: number, onLine: (line: string) => void): void {
  let parts: Buffer[] = [];
  let bytes = 0;
  const take = (part: Buffer): void => {
    bytes += part.length;
    if (bytes > maxBytes) stream.destroy();
    else parts.push(part);
  };
  stream.on('data', (chunk: Buffer) => {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1 && !stream.destroyed; end = chunk.indexOf(10, from)) {
      take(chunk.subarray(from, end));
      from = end + 1;
      const line = Buffer.concat(parts).toString('utf8');
      parts = [];
      bytes = 0;
      if (!stream.destroyed) onLine(line);
    }
    if (!stream.destroyed) take(chunk.subarray(from));
  });
}

/** What a line says, or null where it is no JSON of that shape. */
export function messageIn<T>(
  line: string,
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
): T | null {
  try {
    const parsed = schema.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** JSON in ASCII only: every other UTF-16 unit as a \u escape. Keys stay in insertion order. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The bytes of a text that is known to be ASCII. */
export function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

/** The text of ASCII bytes; throws on any other byte. */
export function asciiText(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 4_096) {
    const part = bytes.subarray(start, start + 4_096);
    const stray = part.findIndex((byte) => byte > 0x7f);
    if (stray >= 0) throw new RangeError(`Byte ${start + stray} is not ASCII.`);
    parts.push(String.fromCharCode(...part));
  }
  return parts.join('');
}

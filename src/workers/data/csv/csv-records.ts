const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const QUOTE = 0x22;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Walks over the records of a CSV text without making an object per record. After `next()` the fields lie in
 * `starts`/`ends` (byte offsets, spaces and enclosing quotes left out). A record ends with LF, CRLF or CR; line breaks
 * inside quotes belong to the field, a doubled quote in a quoted field stays doubled in its bytes.
 */
export class CsvRecords {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** Fields of the current record; those past the capacity are counted but not kept. */
  fields = 0;
  /** Line of the file, from 1, on which the current record begins. */
  line = 0;
  /** True when the text ended inside quotes. */
  isUnclosed = false;
  /** Offset of the first byte after the current record. */
  position: number;
  /** Line of the file on which `position` lies. */
  nextLine: number;

  /** Starts at byte `start`, which lies on line `line`; keeps up to `capacity` fields of a record. */
  constructor(
    readonly bytes: Uint8Array,
    start: number,
    line: number,
    readonly delimiter: number,
    capacity: number,
  ) {
    this.position = start;
    this.nextLine = line;
    this.starts = new Int32Array(capacity);
    this.ends = new Int32Array(capacity);
  }

  /** Moves to the next record that is not blank; false at the end of the text. */
  next(): boolean {
    while (this.position < this.bytes.length) {
      this.line = this.nextLine;
      this.#scan();
      if (this.fields > 1 || this.ends[0] !== this.starts[0]) return true;
    }
    return false;
  }

  #scan(): void {
    const { bytes, delimiter } = this;
    const end = bytes.length;
    let index = this.position;
    let fieldStart = index;
    this.fields = 0;
    for (; ; index += 1) {
      const byte = index < end ? (bytes[index] as number) : LINE_FEED;
      if (byte === QUOTE && this.#isBlank(fieldStart, index)) {
        index = this.#closingQuote(index);
      } else if (byte === delimiter) {
        this.#addField(fieldStart, index);
        fieldStart = index + 1;
      } else if (byte === LINE_FEED || byte === CARRIAGE_RETURN) {
        break;
      }
    }
    this.#addField(fieldStart, index);
    const isPair = bytes[index] === CARRIAGE_RETURN && bytes[index + 1] === LINE_FEED;
    this.position = Math.min(end, index + (isPair ? 2 : 1));
    this.nextLine += 1;
  }

  /** Offset of the quote that closes the one at `open`, or of the last byte when none does. */
  #closingQuote(open: number): number {
    const { bytes } = this;
    for (let index = open + 1; index < bytes.length; index += 1) {
      const byte = bytes[index];
      if (byte === LINE_FEED) this.nextLine += 1;
      if (byte !== QUOTE) continue;
      if (bytes[index + 1] !== QUOTE) return index;
      index += 1;
    }
    this.isUnclosed = true;
    return bytes.length - 1;
  }

  #isBlank(start: number, end: number): boolean {
    for (let index = start; index < end; index += 1) if (!isSpace(this.bytes[index])) return false;
    return true;
  }

  #addField(from: number, to: number): void {
    if (this.fields < this.starts.length) {
      const { bytes } = this;
      let start = from;
      let end = to;
      while (start < end && isSpace(bytes[start])) start += 1;
      while (end > start && isSpace(bytes[end - 1])) end -= 1;
      if (end - start >= 2 && bytes[start] === QUOTE && bytes[end - 1] === QUOTE) {
        start += 1;
        end -= 1;
      }
      this.starts[this.fields] = start;
      this.ends[this.fields] = end;
    }
    this.fields += 1;
  }
}

const isSpace = (byte: number | undefined): boolean => byte === SPACE || byte === TAB;

const BYTES_PER_LOOK = 1 << 20;

/** An upper bound of the records in the text: its line ends, plus one for a last line without. `look` may throw. */
export function countLines(bytes: Uint8Array, look: () => void): number {
  let lines = 1;
  for (let from = 0; from < bytes.length; from += BYTES_PER_LOOK) {
    look();
    const to = Math.min(bytes.length, from + BYTES_PER_LOOK);
    for (let index = from; index < to; index += 1) {
      const byte = bytes[index];
      if (byte === LINE_FEED || (byte === CARRIAGE_RETURN && bytes[index + 1] !== LINE_FEED)) lines += 1;
    }
  }
  return lines;
}

/** Figures as a terminal shows them. */

export const percentText = (fraction: number | null, digits = 2): string =>
  fraction === null ? '–' : `${(fraction * 100).toFixed(digits)} %`;

export const signedPercentText = (fraction: number | null): string =>
  fraction === null ? '–' : `${fraction > 0 ? '+' : ''}${percentText(fraction)}`;

/** Four significant digits, or more where whole digits would be lost. */
export function figureText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return '–';
  if (Number.isInteger(value)) return String(value);
  const magnitude = Math.abs(value);
  if (magnitude >= 1_000) return value.toFixed(2);
  return magnitude >= 1e-4 ? Number(value.toPrecision(4)).toString() : value.toExponential(3);
}

/** `12 s`, `2 m 05 s`, `1 h 02 m`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3_600)} h ${two(Math.floor((seconds % 3_600) / 60))} m`;
}

/** `812 B`, `3.1 MB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${power === 0 ? bytes : (bytes / 1_000 ** power).toFixed(1)} ${units[power]}`;
}

/** A range of remaining time in words: `about 12 s`, `4–6 min`. */
export function remainingText(remaining: { lowMs: number; highMs: number } | null): string {
  if (remaining === null) return '';
  const { lowMs, highMs } = remaining;
  if (highMs < 90_000) {
    const [low, high] = [Math.max(1, Math.round(lowMs / 1_000)), Math.max(1, Math.round(highMs / 1_000))];
    return low === high ? `about ${low} s` : `${low}–${high} s`;
  }
  const minutes = (value: number): number => Math.max(1, Math.round(value / 60_000));
  if (highMs < 5_400_000) {
    const [low, high] = [minutes(lowMs), minutes(highMs)];
    return low === high ? `about ${low} min` : `${low}–${high} min`;
  }
  const hours = (value: number): string => (value / 3_600_000).toFixed(1);
  const [low, high] = [hours(lowMs), hours(highMs)];
  return low === high ? `about ${low} h` : `${low}–${high} h`;
}

/** Columns padded to their widest cell; the first is left-aligned, the others right-aligned. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => (row[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
}

/** Shown where there is no figure. */
export const NO_FIGURE = '–';

/** Between a figure and its unit: never wraps. */
const SPACE = '\u00a0';
const MINUS = '\u2212';

type SignStyle = 'negative' | 'always';

/** `1234567` as `1,234,567`; takes the digits before the point. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');

function withSign(value: number, magnitude: string, sign: SignStyle): string {
  const isZero = !/[1-9]/.test(magnitude);
  if (value < 0 && !isZero) return `${MINUS}${magnitude}`;
  return sign === 'always' && !isZero ? `+${magnitude}` : magnitude;
}

/** At most four significant digits and at most `decimals` behind the point; `value` is not negative and below 10,000. */
function fourDigits(value: number, decimals: number): string {
  const before = value >= 1 ? Math.floor(Math.log10(value)) + 1 : 1;
  const fixed = value.toFixed(Math.max(0, Math.min(decimals, 4 - before)));
  const [whole = '0', fraction] = fixed.split('.');
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
}

const SCALES = [
  { from: 1e12, unit: 'tn' },
  { from: 1e9, unit: 'bn' },
  { from: 1e6, unit: 'M' },
  { from: 1e4, unit: 'k', divisor: 1e3 },
] as const;

/**
 * A figure as lists show it: at most four significant digits, 10,000 and more scaled with a unit,
 * small ones with as many zeros as they need. Null and what is not a number give a dash.
 */
export function figure(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_FIGURE;
  const size = Math.abs(value);
  // 9,999.6 would round to five digits: such a figure is scaled, too.
  const scale = SCALES.find(({ from }) => size >= from * (1 - 5e-5));
  if (scale) {
    const divisor = 'divisor' in scale ? scale.divisor : scale.from;
    return withSign(value, `${fourDigits(size / divisor, 2)}${SPACE}${scale.unit}`, 'negative');
  }
  if (size > 0 && size < 0.99995) return withSign(value, smallFigure(size), 'negative');
  return withSign(value, fourDigits(size, 3), 'negative');
}

function smallFigure(size: number): string {
  if (size < 1e-9) return size.toExponential(2).replace('e-', `${SPACE}×${SPACE}10^${MINUS}`);
  // From a hundredth on every figure has four decimals, so that columns of them do not change their width.
  if (size >= 0.01) return size.toFixed(4);
  const zeros = -Math.floor(Math.log10(size)) - 1;
  return size
    .toFixed(Math.min(20, zeros + 4))
    .replace(/0+$/, '')
    .replace(/\.$/, '');
}

/** A fraction as a percentage: 0.1423 gives `14.2 %`. */
export function percent(fraction: number | null | undefined, sign: SignStyle = 'negative'): string {
  if (fraction === null || fraction === undefined || !Number.isFinite(fraction)) return NO_FIGURE;
  const value = Math.abs(fraction * 100);
  if (value >= 9_999.5) return withSign(fraction, `${figure(value)}${SPACE}%`, sign);
  return withSign(fraction, `${fourDigits(value, value < 10 ? 2 : 1)}${SPACE}%`, sign);
}

/** A gain or loss: its sign is always shown. */
export const signedPercent = (fraction: number | null | undefined): string => percent(fraction, 'always');

/** Progress, already in percent: whole numbers, so that nothing dances. 99.9 is not done, so it is not 100. */
export const progressPercent = (percentage: number): string => `${Math.floor(percentage)}${SPACE}%`;

/** How many: every digit. */
export const count = (value: number): string =>
  withSign(value, grouped(Math.abs(Math.trunc(value)).toFixed(0)), 'negative');

/** `1 bar`, `5,104 bars`. */
export const countOf = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)}${SPACE}${value === 1 ? one : many}`;

/** Every digit there is, for hovers and tables. */
export function exact(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_FIGURE;
  const text = String(Math.abs(value));
  if (text.includes('e')) return withSign(value, text, 'negative');
  const [whole = '0', fraction] = text.split('.');
  return withSign(value, fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`, 'negative');
}

/** Money and prices in tables: two decimals where that loses nothing a person looks for, more for small prices. */
export function amount(value: number | null | undefined, sign: SignStyle = 'negative'): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NO_FIGURE;
  const size = Math.abs(value);
  const decimals = size === 0 || size >= 10 ? 2 : size >= 0.1 ? 5 : Math.min(12, 4 - Math.floor(Math.log10(size)));
  const [whole = '0', fraction = ''] = size.toFixed(decimals).split('.');
  return withSign(value, `${grouped(whole)}.${fraction}`, sign);
}

export function bytes(value: number | null): string {
  if (value === null) return NO_FIGURE;
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000;
    unit += 1;
  }
  return `${unit === 0 ? count(size) : fourDigits(size, size < 10 ? 1 : 0)}${SPACE}${units[unit] ?? 'B'}`;
}

/** 1st, 2nd, 3rd, 11th, 21st. */
export function ordinal(value: number): string {
  const tens = value % 100;
  if (tens >= 11 && tens <= 13) return `${value}th`;
  return `${value}${['th', 'st', 'nd', 'rd'][value % 10] ?? 'th'}`;
}

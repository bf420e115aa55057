const ZERO = 0x30;
const NINE = 0x39;
const PLUS = 0x2b;
const MINUS = 0x2d;
const DOT = 0x2e;
const UPPER_E = 0x45;
const LOWER_E = 0x65;

/** Powers of ten a double holds exactly. */
const EXACT_POWERS = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
] as const;
const LARGEST_EXACT_POWER = EXACT_POWERS.length - 1;
/** Any integer of so many digits is exact in a double. */
const EXACT_DIGITS = 15;
/** No number needs more characters; what has more is not one. */
const LONGEST = 1_000;

/**
 * The decimal number in `bytes[start, end)`, as `Number()` reads it to the last bit, or NaN when the bytes are
 * anything but `[+-]digits[.digits][e[+-]digits]`. No negative zero.
 *
 * Nearly all prices take the short way: an exact integer divided by an exact power of ten is one correctly rounded
 * operation (Clinger, "How to read floating point numbers accurately", 1990). The rest goes through `Number()`.
 */
export function parseDecimal(bytes: Uint8Array, start: number, end: number): number {
  let index = start;
  const sign = bytes[index];
  const negative = sign === MINUS;
  if (negative || sign === PLUS) index += 1;

  let mantissa = 0;
  let significant = 0;
  let digits = 0;
  let fraction = 0;
  let afterDot = false;
  for (; index < end; index += 1) {
    const byte = bytes[index] as number;
    if (byte >= ZERO && byte <= NINE) {
      digits += 1;
      if (afterDot) fraction += 1;
      if (significant > 0 || byte !== ZERO) significant += 1;
      if (significant <= EXACT_DIGITS) mantissa = mantissa * 10 + (byte - ZERO);
    } else if (byte === DOT && !afterDot) {
      afterDot = true;
    } else {
      break;
    }
  }
  if (digits === 0 || end - start > LONGEST) return Number.NaN;

  let exponent = 0;
  if (index < end) {
    const letter = bytes[index];
    if (letter !== LOWER_E && letter !== UPPER_E) return Number.NaN;
    index += 1;
    const exponentSign = bytes[index];
    if (exponentSign === MINUS || exponentSign === PLUS) index += 1;
    if (index >= end) return Number.NaN;
    for (; index < end; index += 1) {
      const byte = bytes[index] as number;
      if (byte < ZERO || byte > NINE) return Number.NaN;
      exponent = exponent * 10 + (byte - ZERO);
    }
    if (exponentSign === MINUS) exponent = -exponent;
  }

  const power = exponent - fraction;
  if (significant > EXACT_DIGITS || Math.abs(power) > LARGEST_EXACT_POWER) {
    return Number(String.fromCharCode(...bytes.subarray(start, end))) + 0;
  }
  const scale = EXACT_POWERS[Math.abs(power)] as number;
  const value = power < 0 ? mantissa / scale : mantissa * scale;
  return negative && value !== 0 ? -value : value;
}

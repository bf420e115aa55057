import { LN2_HIGH, LN2_LOW } from './exp';
import { splitExponent, splitNearOne } from './float-bits';

/**
 * The natural logarithm. Error below 1 ulp. log(0) is -Infinity, the log of a negative number or NaN is NaN.
 *
 * x = 2^k · (1 + f) with 1 + f between √½ and √2. With s = f / (2 + f), log(1 + f) = 2·artanh(s) = 2s + s·R, where
 * R = 2/3 s² + 2/5 s⁴ + …; and 2s = f − f²/2 + s·f²/2, which keeps the large first term f free of rounding.
 */
export function log(x: number): number {
  if (Number.isNaN(x) || x < 0) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  const f = splitNearOne(x) - 1;
  const k = splitExponent;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
  const halfSquare = 0.5 * f * f;
  const rest = s * (halfSquare + (even + odd));
  if (k === 0) return f - (halfSquare - rest);
  return k * LN2_HIGH - (halfSquare - (rest + k * LN2_LOW) - f);
}

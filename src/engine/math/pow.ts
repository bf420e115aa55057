import { expOfSum, LN2_HIGH } from './exp';
import { splitExponent, splitNearOne } from './float-bits';

/** ln2 − LN2_HIGH in two parts, 106 bits together. */
const LN2_MIDDLE = -1.7239444525614835e-13;
const LN2_LOWEST = 1.94704509238075e-31;
/** 2/3 less the nearest double. */
const TWO_THIRDS_LOW = 3.700743415417188e-17;
/** 2^27 + 1 splits a double in two halves of 26 bits whose products are exact (Dekker 1971, Veltkamp). */
const SPLITTER = 134_217_729;
/** With |y| above this, every x but ±1 over- or underflows, as |log x| is at least 2^-53. */
const HUGE_EXPONENT = 18_446_744_073_709_552_000;

/** a·b − p where p is the rounded product; exact while nothing over- or underflows. */
function productError(a: number, b: number, p: number): number {
  const aScaled = SPLITTER * a;
  const aHigh = aScaled - (aScaled - a);
  const aLow = a - aHigh;
  const bScaled = SPLITTER * b;
  const bHigh = bScaled - (bScaled - b);
  const bLow = b - bHigh;
  return aHigh * bHigh - p + aHigh * bLow + aLow * bHigh + aLow * bLow;
}

/** The second half of {@link logInTwoParts}'s answer. */
let logLow = 0;

/**
 * log(x) of a positive finite x as a sum of two doubles with a relative error below 2^-64: returns the leading one,
 * leaves the other in `logLow`. Same series as `log`, its first two terms in doubled precision.
 */
function logInTwoParts(x: number): number {
  const f = splitNearOne(x) - 1;
  const k = splitExponent;
  // s = f / (2 + f), the divisor also in two parts.
  const divisor = 2 + f;
  const divisorLow = f - (divisor - 2);
  const s = f / divisor;
  const back = s * divisor;
  const sLow = (f - back - productError(s, divisor, back) - s * divisorLow) / divisor;
  // z = s²
  const z = s * s;
  const zLow = productError(s, s, z) + 2 * s * sLow;
  // c = 2/3 + z·(2/5 + z·(2/7 + …))
  const series =
    2 / 5 +
    z *
      (2 / 7 +
        z *
          (2 / 9 +
            z * (2 / 11 + z * (2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))))))));
  const zSeries = z * series;
  const zSeriesLow = productError(z, series, zSeries) + zLow * series;
  const c = 2 / 3 + zSeries;
  const cLow = 2 / 3 - c + zSeries + (TWO_THIRDS_LOW + zSeriesLow);
  // s³ · c
  const cube = z * s;
  const cubeLow = productError(z, s, cube) + z * sLow + zLow * s;
  const term = cube * c;
  const termLow = productError(cube, c, term) + cube * cLow + cubeLow * c;
  // 2s + s³c + k·ln2, largest first.
  const two = 2 * s;
  const head = two + term;
  const headLow = two - head + term + (2 * sLow + termLow);
  const whole = k * LN2_HIGH;
  const middle = k * LN2_MIDDLE;
  const sum = whole + head;
  const part = sum - whole;
  const sumLow = whole - (sum - part) + (head - part) + (middle + (headLow + k * LN2_LOWEST));
  const result = sum + sumLow;
  logLow = sum - result + sumLow;
  return result;
}

const isInteger = (y: number): boolean => Math.floor(y) === y;
const isOddInteger = (y: number): boolean => isInteger(y) && Math.floor(y / 2) * 2 !== y;

function powOfPositive(x: number, y: number): number {
  const high = logInTwoParts(x);
  const low = logLow;
  const product = high * y;
  if (product > 800) return Number.POSITIVE_INFINITY;
  if (product < -800) return 0;
  return expOfSum(product, productError(high, y, product) + low * y);
}

/**
 * x to the power y, with the special cases of ECMAScript's `**`. Error below 0.8 ulp (1.3 where the result is
 * subnormal).
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  const magnitude = Math.abs(x);
  if (Math.abs(y) === Number.POSITIVE_INFINITY) {
    if (magnitude === 1) return Number.NaN;
    return magnitude > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  }
  if (x < 0 && magnitude !== Number.POSITIVE_INFINITY && !isInteger(y)) return Number.NaN;
  const isNegative = (x < 0 || Object.is(x, -0)) && isOddInteger(y);
  let result: number;
  if (magnitude === 0) result = y > 0 ? 0 : Number.POSITIVE_INFINITY;
  else if (magnitude === Number.POSITIVE_INFINITY) result = y > 0 ? Number.POSITIVE_INFINITY : 0;
  else if (magnitude === 1) result = 1;
  else if (y === 1) result = magnitude;
  else if (Math.abs(y) > HUGE_EXPONENT) result = magnitude > 1 === y > 0 ? Number.POSITIVE_INFINITY : 0;
  else result = powOfPositive(magnitude, y);
  return isNegative ? -result : result;
}

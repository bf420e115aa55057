import { powerOfTwo, scaleByPowerOfTwo } from './float-bits';

/** ln 2 in two parts. The first has 40 significant bits, so k · LN2_HIGH is exact for |k| < 2^13. */
export const LN2_HIGH = 0.6931471805601177;
export const LN2_LOW = -1.7239444525614835e-13;

/** Above the one the result is Infinity, below the other 0, whatever the rounding. */
const OVERFLOW = 711;
const UNDERFLOW = -747;

/**
 * (e^r − 1 − r) for |r| ≤ ln2 / 2 + 0.01: the Taylor series up to r^13 / 13!, whose remainder is below 2^-58 of e^r.
 * Even and odd powers are summed apart, which halves the length of the chain of dependent operations.
 */
function expTail(r: number): number {
  const z = r * r;
  const even = 1 / 2 + z * (1 / 24 + z * (1 / 720 + z * (1 / 40_320 + z * (1 / 3_628_800 + z * (1 / 479_001_600)))));
  const odd =
    1 / 6 + z * (1 / 120 + z * (1 / 5_040 + z * (1 / 362_880 + z * (1 / 39_916_800 + z * (1 / 6_227_020_800)))));
  return z * (even + r * odd);
}

/**
 * e^(x + low) where |low| is at most one ulp of x. Error below 0.7 ulp (1.2 ulp where the result is subnormal) beyond
 * that of `low` itself.
 *
 * x = k·ln2 + r with |r| ≤ ln2 / 2; 1 + r is kept as a sum of two doubles so that the last addition is the only one
 * that rounds noticeably.
 */
export function expOfSum(x: number, low: number): number {
  if (Number.isNaN(x)) return x;
  if (x > OVERFLOW) return Number.POSITIVE_INFINITY;
  if (x < UNDERFLOW) return 0;
  const k = Math.floor(x * Math.LOG2E + 0.5);
  const high = x - k * LN2_HIGH;
  const correction = k * LN2_LOW - low;
  const r = high - correction;
  const rLow = high - r - correction;
  const sum = 1 + r;
  const sumLow = 1 - sum + r + (expTail(r) + rLow);
  return scaleByPowerOfTwo(sum + sumLow, k);
}

/** e^x. Error below 0.7 ulp; below 1.2 ulp where the result is subnormal. exp(NaN) is NaN. */
export const exp = (x: number): number => expOfSum(x, 0);

/** e^x − 1 without the cancellation near 0, for |x| ≤ 40. Error below 1.5 ulp. */
export function expMinusOne(x: number): number {
  const k = Math.floor(x * Math.LOG2E + 0.5);
  if (k === 0) return x + expTail(x);
  const high = x - k * LN2_HIGH;
  const correction = k * LN2_LOW;
  const r = high - correction;
  const rLow = high - r - correction;
  const tail = expTail(r) + rLow;
  // 2^k (1 + r + tail) − 1 = (2^k − 1) + 2^k r + 2^k tail, and 2^k − 1 is exact.
  const scale = powerOfTwo(k);
  const whole = scale - 1;
  const sum = whole + scale * r;
  const sumLow = whole - sum + scale * r;
  return sum + (sumLow + scale * tail);
}

/**
 * The exponent of a double, read from its bits, and exact powers of two. `DataView` with a fixed byte order, so the
 * host's byte order does not matter.
 */
const view = new DataView(new ArrayBuffer(8));

const LOWEST = -1023;
const HIGHEST = 1023;

/** 2^k for k = -1023 … 1023, each exact (the first is subnormal). */
const POWERS_OF_TWO = (() => {
  const powers = new Float64Array(HIGHEST - LOWEST + 1);
  powers[-LOWEST] = 1;
  for (let k = 1; k <= HIGHEST; k++) powers[k - LOWEST] = powers[k - 1 - LOWEST]! * 2;
  for (let k = -1; k >= LOWEST; k--) powers[k - LOWEST] = powers[k + 1 - LOWEST]! * 0.5;
  return powers;
})();

/** 2^k for an integer k of -1023 … 1023. */
export const powerOfTwo = (k: number): number => POWERS_OF_TWO[k - LOWEST]!;

/** floor(log2(|x|)) of a normal double. Not for 0, subnormals, infinities or NaN. */
function exponentOf(x: number): number {
  view.setFloat64(0, x, true);
  return ((view.getInt32(4, true) >>> 20) & 0x7ff) - 1023;
}

/**
 * x · 2^k, for any integer k of -2040 … 2040, rounded once where the result is subnormal. `x` itself must be within
 * 2^-900 … 2^900.
 */
export function scaleByPowerOfTwo(x: number, k: number): number {
  if (k > HIGHEST) return x * powerOfTwo(HIGHEST) * powerOfTwo(k - HIGHEST);
  if (k < -1000) return x * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  return x * powerOfTwo(k);
}

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** The exponent k of the last call of {@link splitNearOne}; a variable, so that nothing is allocated per call. */
export let splitExponent = 0;

/** Takes a positive finite x apart as m · 2^k, exactly, with √½ < m ≤ √2: returns m, leaves k in `splitExponent`. */
export function splitNearOne(x: number): number {
  const isSubnormal = x < SMALLEST_NORMAL;
  const value = isSubnormal ? x * powerOfTwo(54) : x;
  const exponent = exponentOf(value);
  const significand = value * powerOfTwo(-exponent);
  splitExponent = isSubnormal ? exponent - 54 : exponent;
  if (significand <= Math.SQRT2) return significand;
  splitExponent += 1;
  return significand * 0.5;
}

/**
 * π/2 in four parts of 33 significant bits each: n times a part is exact for |n| ≤ 2^20, so the reduced angle keeps
 * its last digits even next to a multiple of π/2.
 */
const PART_1 = 1.5707963267341256;
const PART_2 = 6.077100506303966e-11;
const PART_3 = 2.0222662487111665e-21;
const PART_4 = 8.478427660348229e-32;
const INVERSE_HALF_PI = 0.6366197723675814;

/** The largest angle, in radians, that `sin` and `cos` accept. */
export const MAX_ANGLE = 1_000_000;

let reducedLow = 0;

/** The angle less `quarter` · π/2 as a sum of two doubles: returns the leading one, leaves the other in `reducedLow`. */
function reduce(x: number, quarter: number): number {
  const first = x - quarter * PART_1;
  const second = quarter * PART_2;
  const difference = first - second;
  const part = difference - first;
  let low = first - (difference - part) - (second + part);
  low = low - quarter * PART_3 - quarter * PART_4;
  const result = difference + low;
  reducedLow = difference - result + low;
  return result;
}

/** sin(r + low) for |r| ≤ π/4 + 0.01; Taylor series up to r^17 / 17!. */
function sinKernel(r: number, low: number): number {
  const z = r * r;
  const tail =
    1 / 120 -
    z *
      (1 / 5_040 -
        z *
          (1 / 362_880 -
            z *
              (1 / 39_916_800 -
                z * (1 / 6_227_020_800 - z * (1 / 1_307_674_368_000 - z * (1 / 355_687_428_096_000))))));
  // sin r − r = −r³/6 + r⁵·tail; the derivative of the sine carries `low`.
  return r + (r * z * (z * tail - 1 / 6) + low * (1 - 0.5 * z));
}

/** cos(r + low) for |r| ≤ π/4 + 0.01; Taylor series up to r^18 / 18!. */
function cosKernel(r: number, low: number): number {
  const z = r * r;
  const tail =
    1 / 24 -
    z *
      (1 / 720 -
        z *
          (1 / 40_320 -
            z *
              (1 / 3_628_800 -
                z *
                  (1 / 479_001_600 -
                    z * (1 / 87_178_291_200 - z * (1 / 20_922_789_888_000 - z * (1 / 6_402_373_705_728_000)))))));
  const half = 0.5 * z;
  const whole = 1 - half;
  return whole + (1 - whole - half + (z * z * tail - r * low));
}

function sinOfQuarter(x: number, shift: number): number {
  if (Math.abs(x) > MAX_ANGLE) {
    throw new RangeError(`The angle ${x} is too large: sin and cos accept at most ${MAX_ANGLE} radians either way.`);
  }
  const quarter = Math.floor(x * INVERSE_HALF_PI + 0.5);
  const r = reduce(x, quarter);
  const low = reducedLow;
  switch ((quarter + shift) & 3) {
    case 0:
      return sinKernel(r, low);
    case 1:
      return cosKernel(r, low);
    case 2:
      return -sinKernel(r, low);
    default:
      return -cosKernel(r, low);
  }
}

/** The sine of an angle in radians, |x| ≤ {@link MAX_ANGLE}. Error below 1 ulp. sin(NaN) is NaN. */
export const sin = (x: number): number => (x === 0 ? x : sinOfQuarter(x, 0));

/** The cosine of an angle in radians, |x| ≤ {@link MAX_ANGLE}. Error below 1 ulp. cos(NaN) is NaN. */
export const cos = (x: number): number => sinOfQuarter(x, 1);

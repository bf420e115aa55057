import { exp, expMinusOne } from './exp';

/** Beyond this tanh rounds to ±1. */
const SATURATION = 22;
/** Below this tanh(x) rounds to x. */
const TINY = 2e-9;

/** The hyperbolic tangent. Error below 2.5 ulp; exactly odd; never outside −1 … 1. tanh(NaN) is NaN. */
export function tanh(x: number): number {
  const magnitude = Math.abs(x);
  if (!(magnitude > TINY)) return x;
  let result = 1;
  if (magnitude < 0.55) {
    const t = expMinusOne(2 * magnitude);
    result = t / (t + 2);
  } else if (magnitude < SATURATION) {
    result = 1 - 2 / (exp(2 * magnitude) + 1);
  }
  return x < 0 ? -result : result;
}

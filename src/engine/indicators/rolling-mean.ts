import { noPulse, PULSE_BARS, type Pulse } from '../pulse';

/**
 * The mean of the last `period` values; NaN until there are so many and while one of them is NaN.
 *
 * One pass with a running sum. The sum is kept as two doubles, the second gathering the rounding errors of every
 * addition and subtraction (TwoSum, Knuth 1969), so it does not drift: after n bars the error is below n² · 2^-106 of
 * the largest sum so far, which for ten million bars is still a hundredth of the last digit.
 */
export function rollingMean(source: Float64Array, period: number, pulse: Pulse = noPulse): Float64Array<ArrayBuffer> {
  const output = new Float64Array(source.length);
  let sum = 0;
  let lost = 0;
  let missing = 0;
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const entering = source[i]!;
    if (Number.isNaN(entering)) missing++;
    else {
      const next = sum + entering;
      const part = next - sum;
      lost += sum - (next - part) + (entering - part);
      sum = next;
    }
    if (i >= period) {
      const leaving = source[i - period]!;
      if (Number.isNaN(leaving)) missing--;
      else {
        const next = sum - leaving;
        const part = next - sum;
        lost += sum - (next - part) - (leaving + part);
        sum = next;
      }
    }
    output[i] = i >= period - 1 && missing === 0 ? (sum + lost) / period : Number.NaN;
  }
  return output;
}

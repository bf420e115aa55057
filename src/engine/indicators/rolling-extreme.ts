import { noPulse, PULSE_BARS, type Pulse } from '../pulse';

/**
 * The largest (`sign` 1) or smallest (`sign` -1) of the last `period` values; NaN until there are so many and while one
 * of them is NaN.
 *
 * One pass: `queue` holds, in a ring, the bars of the window that no later bar beats; its head is the answer
 * (monotonic queue, Lemire 2006).
 */
export function rollingExtreme(
  source: Float64Array,
  period: number,
  sign: 1 | -1,
  pulse: Pulse = noPulse,
): Float64Array<ArrayBuffer> {
  const output = new Float64Array(source.length);
  const queue = new Int32Array(period);
  let head = 0;
  let length = 0;
  let lastMissing = -1;
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const value = source[i]!;
    if (length > 0 && queue[head]! <= i - period) {
      head = head + 1 === period ? 0 : head + 1;
      length--;
    }
    if (Number.isNaN(value)) lastMissing = i;
    else {
      while (length > 0 && sign * source[queue[(head + length - 1) % period]!]! <= sign * value) length--;
      queue[(head + length) % period] = i;
      length++;
    }
    output[i] = i >= period - 1 && i - lastMissing >= period ? source[queue[head]!]! : Number.NaN;
  }
  return output;
}

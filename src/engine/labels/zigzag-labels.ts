import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { BUY, HOLD, SELL } from './label-classes';

/**
 * Labels by the swings of the close. The line of swings starts at the first bar; a swing goes on while it makes new
 * extremes and turns where the close comes back from its extreme by `threshold` (a fraction of the extreme). Bars
 * strictly between two turning points are BUY on the way up and SELL on the way down; the turning points themselves,
 * the bars after the last one and a series without a swing are HOLD.
 *
 * A label is known only once the swing after it has turned, however long that takes.
 */
export function zigzagLabels(close: Float64Array, threshold: number, pulse: Pulse = noPulse): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(close.length).fill(HOLD);
  let direction = 0;
  let turn = 0;
  let extreme = 0;
  for (let i = 1; i < close.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const price = close[i]!;
    const change = (price - close[extreme]!) / close[extreme]!;
    if (direction * change > 0) {
      extreme = i;
    } else if (Math.abs(change) >= threshold) {
      // Without a direction this is the first swing, away from bar 0; otherwise the swing has come back far enough.
      if (direction !== 0) labels.fill(direction > 0 ? BUY : SELL, turn + 1, extreme);
      turn = extreme;
      direction = change > 0 ? 1 : -1;
      extreme = i;
    }
  }
  if (direction !== 0) labels.fill(direction > 0 ? BUY : SELL, turn + 1, extreme);
  return labels;
}

import { noPulse, PULSE_BARS, type Pulse } from '../pulse';
import { BUY, HOLD, SELL, UNLABELLED } from './label-classes';

/**
 * Labels by the return of the close over the next `horizon` bars: above `bullishThreshold` BUY, below
 * `bearishThreshold` (a negative fraction) SELL, else HOLD. The last `horizon` bars are UNLABELLED.
 */
export function contextLabels(
  close: Float64Array,
  horizon: number,
  bullishThreshold: number,
  bearishThreshold: number,
  pulse: Pulse = noPulse,
): Uint8Array<ArrayBuffer> {
  const labels = new Uint8Array(close.length).fill(UNLABELLED);
  for (let i = 0; i < close.length - horizon; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const forward = (close[i + horizon]! - close[i]!) / close[i]!;
    if (forward > bullishThreshold) labels[i] = BUY;
    else if (forward < bearishThreshold) labels[i] = SELL;
    else labels[i] = HOLD;
  }
  return labels;
}

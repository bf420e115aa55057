import { BUY, HOLD, SELL } from '../labels/label-classes';
import type { DecisionSpec } from '../strategy/strategy';

/**
 * Turns a prediction into a signal. The filters, in order, each leave the prediction or make it a hold:
 * confidence below the threshold (equal passes); fewer hours since the last executed trade than the minimal separation;
 * position awareness: buying while long, selling while short. Selling from flat opens a short position and needs
 * `allowShortFromFlat`, with or without position awareness.
 *
 * `position` is the signed quantity held; `hoursSinceTrade` is Infinity before the first trade.
 */
export function decide(
  predicted: number,
  confidence: number,
  position: number,
  hoursSinceTrade: number,
  decisions: DecisionSpec,
): number {
  if (predicted === HOLD) return HOLD;
  // Written so that a confidence that is not a number fails.
  if (!(confidence >= decisions.confidenceThreshold)) return HOLD;
  if (hoursSinceTrade < decisions.minSignalSeparationHours) return HOLD;
  if (decisions.positionAwareness) {
    if (predicted === BUY && position > 0) return HOLD;
    if (predicted === SELL && position < 0) return HOLD;
  }
  if (predicted === SELL && position === 0 && !decisions.allowShortFromFlat) return HOLD;
  return predicted;
}

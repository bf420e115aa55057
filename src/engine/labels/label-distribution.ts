import { BUY, HOLD, SELL } from './label-classes';

export interface LabelDistribution {
  readonly buy: number;
  readonly hold: number;
  readonly sell: number;
  readonly unlabelled: number;
}

/** How many bars carry each label. */
export function labelDistribution(labels: Uint8Array): LabelDistribution {
  let buy = 0;
  let hold = 0;
  let sell = 0;
  for (const label of labels) {
    if (label === BUY) buy++;
    else if (label === HOLD) hold++;
    else if (label === SELL) sell++;
  }
  return { buy, hold, sell, unlabelled: labels.length - buy - hold - sell };
}

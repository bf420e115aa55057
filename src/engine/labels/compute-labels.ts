import { type Bars, barCount } from '../bars';
import { type Pulse, type StageControl, uncontrolled } from '../pulse';
import type { LabelSpec } from '../strategy/strategy';
import { contextLabels } from './context-labels';
import { zigzagLabels } from './zigzag-labels';

/**
 * The class of each bar, made from its future: for training only. Reports bars done of all bars.
 */
export function computeLabels(
  spec: LabelSpec,
  bars: Bars,
  control: StageControl = uncontrolled,
): Uint8Array<ArrayBuffer> {
  const rows = barCount(bars);
  const pulse: Pulse = (bar) => {
    control.token.throwIfCancelled();
    control.bridge.update(bar, rows);
  };
  const labels = labelsOf(spec, bars, pulse);
  control.bridge.update(rows, rows);
  return labels;
}

function labelsOf(spec: LabelSpec, bars: Bars, pulse: Pulse): Uint8Array<ArrayBuffer> {
  switch (spec.source) {
    case 'zigzag':
      return zigzagLabels(bars.close, spec.threshold, pulse);
    case 'context':
      return contextLabels(bars.close, spec.horizon, spec.bullishThreshold, spec.bearishThreshold, pulse);
  }
}

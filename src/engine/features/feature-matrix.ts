import { type Bars, barCount } from '../bars';
import { fillMembership } from '../fuzzy/membership';
import { PULSE_BARS, type Pulse, pulseOf, type StageControl, uncontrolled } from '../pulse';
import type { Strategy } from '../strategy/strategy';
import { computeIndicators, type IndicatorColumns } from './indicator-columns';
import { resolveFeatures } from './resolve-features';

/** The network's inputs for every bar. */
export interface FeatureMatrix {
  /** Feature ids, in the order of the columns. */
  readonly names: readonly string[];
  /** One per bar. */
  readonly rows: number;
  readonly columns: number;
  /**
   * Row after row, `rows × columns`. NaN where an indicator has no value; a row with one is left out of training and
   * gives HOLD.
   */
  readonly values: Float64Array<ArrayBuffer>;
}

/** Memberships and raw inputs over computed indicators; reports feature and bar. */
export function computeFeatureMatrix(
  strategy: Strategy,
  indicators: IndicatorColumns,
  rows: number,
  control: StageControl = uncontrolled,
): FeatureMatrix {
  const features = resolveFeatures(strategy);
  const columns = features.length;
  const values = new Float64Array(rows * columns);
  features.forEach((feature, index) => {
    const source = indicators.get(feature.indicator)?.get(feature.output);
    if (source === undefined) throw new TypeError(`The indicator column of "${feature.id}" was not computed.`);
    const pulse = pulseOf(control, index, columns, rows);
    if (feature.kind === 'raw') fillRaw(source, values, index, columns, pulse);
    else fillMembership(feature.membership, source, values, index, columns, pulse);
  });
  control.bridge.update(columns, columns);
  return { names: features.map((feature) => feature.id), rows, columns, values };
}

function fillRaw(source: Float64Array, values: Float64Array, offset: number, stride: number, pulse: Pulse): void {
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    values[offset + i * stride] = source[i]!;
  }
}

/** Both stages in one call, for callers that report no phases. */
export function computeFeatures(strategy: Strategy, bars: Bars, control: StageControl = uncontrolled): FeatureMatrix {
  return computeFeatureMatrix(strategy, computeIndicators(strategy, bars, control), barCount(bars), control);
}

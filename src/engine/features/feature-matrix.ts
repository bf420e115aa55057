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
  /** Row after row, `rows × columns`. NaN where an indicator has no value. */
  readonly values: Float64Array<ArrayBuffer>;
  /**
   * 1 for a row without a NaN, else 0. Incomplete rows are left out of training and of validation, and give HOLD.
   */
  readonly complete: Uint8Array<ArrayBuffer>;
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
  const complete = new Uint8Array(rows).fill(1);
  features.forEach((feature, index) => {
    const source = indicators.get(feature.indicator)?.get(feature.output);
    if (source === undefined) throw new TypeError(`The indicator column of "${feature.id}" was not computed.`);
    const pulse = pulseOf(control, index, columns, rows);
    if (feature.kind === 'raw') fillRaw(source, values, index, columns, complete, pulse);
    else fillMembership(feature.membership, source, values, index, columns, complete, pulse);
  });
  control.bridge.update(columns, columns);
  return { names: features.map((feature) => feature.id), rows, columns, values, complete };
}

function fillRaw(
  source: Float64Array,
  values: Float64Array,
  offset: number,
  stride: number,
  complete: Uint8Array,
  pulse: Pulse,
): void {
  for (let i = 0; i < source.length; i++) {
    if ((i & (PULSE_BARS - 1)) === 0) pulse(i);
    const value = source[i]!;
    values[offset + i * stride] = value;
    if (Number.isNaN(value)) complete[i] = 0;
  }
}

/** Both stages in one call, for callers that report no phases. */
export function computeFeatures(strategy: Strategy, bars: Bars, control: StageControl = uncontrolled): FeatureMatrix {
  return computeFeatureMatrix(strategy, computeIndicators(strategy, bars, control), barCount(bars), control);
}

import { type Bars, barCount } from '../bars';
import { indicatorOf } from '../indicators/indicator-catalogue';
import { priceColumn } from '../indicators/price-source';
import { noPulse, type Pulse, pulseOf, type StageControl, uncontrolled } from '../pulse';
import type { IndicatorSpec, Strategy } from '../strategy/strategy';
import { resolveFeatures } from './resolve-features';

/** The columns of one indicator by output name, each as long as the bars. */
export type IndicatorOutputs = ReadonlyMap<string, Float64Array>;
/** Outputs by indicator id. */
export type IndicatorColumns = ReadonlyMap<string, IndicatorOutputs>;

/** All outputs of one indicator. */
export function computeIndicator(spec: IndicatorSpec, bars: Bars, pulse: Pulse = noPulse): IndicatorOutputs {
  const definition = indicatorOf(spec.type);
  const columns = definition.compute(priceColumn(bars, spec.source), bars, spec.parameters, pulse);
  return new Map(definition.outputs.map((name, index) => [name, columns[index]!]));
}

/** The indicators that the network's inputs need, in file order; reports indicator and bar. */
export function computeIndicators(
  strategy: Strategy,
  bars: Bars,
  control: StageControl = uncontrolled,
): IndicatorColumns {
  const rows = barCount(bars);
  const needed = new Set(resolveFeatures(strategy).map((feature) => feature.indicator));
  const specs = strategy.indicators.filter((spec) => needed.has(spec.id));
  const columns = new Map(
    specs.map((spec, index) => [spec.id, computeIndicator(spec, bars, pulseOf(control, index, specs.length, rows))]),
  );
  control.bridge.update(specs.length, specs.length);
  return columns;
}

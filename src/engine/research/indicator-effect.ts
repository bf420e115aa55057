import type { Bars } from '../bars';
import { computeIndicator } from '../features/indicator-columns';
import { indicatorOf } from '../indicators/indicator-catalogue';
import type { IndicatorParameters } from '../indicators/indicator-definition';
import { Random } from '../math/random';
import type { IndicatorSpec } from '../strategy/strategy';

const PROBE_BARS = 64;

/**
 * Whether other parameters change an output that is used: a signal period, for instance, changes nothing for who reads
 * the line only. Told by the warm-up or, where that stays, by the values over made-up bars. False for parameters that
 * the indicator does not take together.
 */
export function hasEffect(spec: IndicatorSpec, outputs: ReadonlySet<string>, parameters: IndicatorParameters): boolean {
  const definition = indicatorOf(spec.type);
  if (definition.conflict(parameters) !== null) return false;
  const [before, after] = [definition.warmUp(spec.parameters), definition.warmUp(parameters)];
  const used = definition.outputs.flatMap((output, index) => (outputs.has(output) ? [index] : []));
  if (used.some((index) => before[index] !== after[index])) return true;
  const bars = probeBars(Math.max(...before, ...after) + PROBE_BARS);
  const [old, now] = [computeIndicator(spec, bars), computeIndicator({ ...spec, parameters }, bars)];
  return used.some((index) => {
    const output = definition.outputs[index]!;
    return old.get(output)!.some((value, bar) => !Object.is(value, now.get(output)![bar]));
  });
}

/** A random walk, the same every time. */
function probeBars(count: number): Bars {
  const random = Random.fromSeed(1);
  const column = (): Float64Array => new Float64Array(count);
  const bars = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let close = 100;
  for (let i = 0; i < count; i++) {
    const open = close;
    close = open * (1 + (random.nextUniform() - 0.5) / 50);
    bars.time[i] = i * 86_400_000;
    bars.open[i] = open;
    bars.high[i] = Math.max(open, close) * (1 + random.nextUniform() / 100);
    bars.low[i] = Math.min(open, close) * (1 - random.nextUniform() / 100);
    bars.close[i] = close;
    bars.volume[i] = 1_000 + random.nextBelow(1_000);
  }
  return bars;
}

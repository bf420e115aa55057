import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Bars, barCount, sliceBars } from '../../../src/engine/bars';
import { indicatorCatalogue } from '../../../src/engine/indicators/indicator-catalogue';
import type { IndicatorDefinition, IndicatorParameters } from '../../../src/engine/indicators/indicator-definition';
import { noPulse, PULSE_BARS } from '../../../src/engine/pulse';
import { wavyBars } from '../../fixtures/made-bars';

/** Prices on a coarse grid, so that flat stretches, equal extremes and gaps all happen. */
const barsArbitrary: fc.Arbitrary<Bars> = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
    minLength: 1,
    maxLength: 90,
  })
  .map((rows) => ({
    time: Float64Array.from(rows, (_, i) => i),
    open: Float64Array.from(rows, ([price]) => price / 8 + 10),
    high: Float64Array.from(rows, ([price, up]) => (price + up) / 8 + 10),
    low: Float64Array.from(rows, ([price, , down]) => (price - down) / 8 + 10),
    close: Float64Array.from(rows, ([price, up, down]) => (price + (up > down ? up : -down)) / 8 + 10),
    volume: Float64Array.from(rows, ([price]) => price),
  }));

/** Small parameters that do not conflict. */
function parametersArbitrary(definition: IndicatorDefinition): fc.Arbitrary<IndicatorParameters> {
  const values = definition.parameters.map((parameter) =>
    parameter.integer
      ? fc.integer({ min: parameter.min, max: Math.min(parameter.max, parameter.min + 12) })
      : fc.double({ min: 0.5, max: 4, noNaN: true }),
  );
  return fc
    .tuple(...values)
    .map((drawn) => Object.fromEntries(definition.parameters.map(({ name }, i) => [name, drawn[i]!])))
    .filter((parameters) => definition.conflict(parameters) === null);
}

const defaultsOf = (definition: IndicatorDefinition): IndicatorParameters =>
  Object.fromEntries(definition.parameters.map((parameter) => [parameter.name, parameter.default]));

const compute = (definition: IndicatorDefinition, bars: Bars, parameters: IndicatorParameters): Float64Array[] => [
  ...definition.compute(bars.close, bars, parameters, noPulse),
];

const scaled = (bars: Bars, factor: number): Bars => ({
  ...bars,
  open: bars.open.map((price) => price * factor),
  high: bars.high.map((price) => price * factor),
  low: bars.low.map((price) => price * factor),
  close: bars.close.map((price) => price * factor),
});

const SCALE_FREE = ['rsi', 'stochastic', 'adx', 'roc'];

describe.each(indicatorCatalogue.map((definition) => [definition.type, definition] as const))('%s', (_, definition) => {
  it('gives for a prefix the prefix of what it gives for the whole, bit for bit', () => {
    fc.assert(
      fc.property(barsArbitrary, parametersArbitrary(definition), fc.nat(90), (bars, parameters, cut) => {
        const end = Math.min(cut, barCount(bars));
        const whole = compute(definition, bars, parameters);
        const prefix = compute(definition, sliceBars(bars, 0, end), parameters);
        expect(prefix).toEqual(whole.map((column) => column.slice(0, end)));
      }),
    );
  });

  it('has exactly the warm-up it states', () => {
    const bars = wavyBars(80, 3);
    fc.assert(
      fc.property(parametersArbitrary(definition), (parameters) => {
        const leading = compute(definition, bars, parameters).map((column) =>
          column.findIndex((value) => !Number.isNaN(value)),
        );
        expect(leading).toEqual(definition.warmUp(parameters));
      }),
    );
  });

  it('gives finite values after the warm-up, one column of full length per output, and leaves the bars alone', () => {
    fc.assert(
      fc.property(barsArbitrary, parametersArbitrary(definition), (bars, parameters) => {
        const before = structuredClone(bars);
        const columns = compute(definition, bars, parameters);
        expect(bars).toEqual(before);
        expect(columns).toHaveLength(definition.outputs.length);
        for (const [index, column] of columns.entries()) {
          expect(column).toHaveLength(barCount(bars));
          expect(column.subarray(definition.warmUp(parameters)[index]!).every(Number.isFinite)).toBe(true);
        }
      }),
    );
  });

  it('does not change when prices are scaled, or scales along', () => {
    fc.assert(
      // A power of two scales without rounding, so equality is exact.
      fc.property(barsArbitrary, fc.constantFrom(0.25, 2, 1024), (bars, factor) => {
        const parameters = defaultsOf(definition);
        const plain = compute(definition, bars, parameters);
        const expected = SCALE_FREE.includes(definition.type)
          ? plain
          : plain.map((column) => column.map((value) => value * factor));
        expect(compute(definition, scaled(bars, factor), parameters)).toEqual(expected);
      }),
    );
  });

  it('treats a NaN by its stated rule', () => {
    const bars = wavyBars(120, 5);
    const hole = 60;
    const holed: Bars = structuredClone(bars);
    for (const column of [holed.high, holed.low, holed.close]) column[hole] = Number.NaN;
    const parameters = Object.fromEntries(
      definition.parameters.map(({ name, integer, default: value }, i) => [name, integer ? 3 + i : value]),
    );
    for (const column of compute(definition, holed, parameters)) {
      expect(column[hole]).toBeNaN();
      const missing = column.subarray(hole).reduce((count, value) => count + Number(Number.isNaN(value)), 0);
      if (definition.nanRule === 'skip') expect(missing).toBeLessThanOrEqual(2);
      else expect(missing).toBeGreaterThan(1);
      expect(column.at(-1)).toSatisfy(Number.isFinite);
    }
  });

  it('looks up at least once per pulse and stops where the pulse throws', () => {
    const bars = wavyBars(3 * PULSE_BARS, 1);
    const seen = new Set<number>();
    definition.compute(bars.close, bars, defaultsOf(definition), (bar) => seen.add(bar));
    expect([...seen].toSorted((a, b) => a - b)).toEqual([0, PULSE_BARS, 2 * PULSE_BARS]);
    const stop = (): void => {
      throw new Error('stopped');
    };
    expect(() => definition.compute(bars.close, bars, defaultsOf(definition), stop)).toThrow('stopped');
  });

  it('has parameters whose defaults are in range and do not conflict', () => {
    for (const parameter of definition.parameters) {
      expect(parameter.default).toBeGreaterThanOrEqual(parameter.min);
      expect(parameter.default).toBeLessThanOrEqual(parameter.max);
      if (parameter.integer) expect(Number.isInteger(parameter.default)).toBe(true);
    }
    expect(definition.conflict(defaultsOf(definition))).toBeNull();
  });
});

it.each(['rsi', 'stochastic', 'adx'])('%s stays within 0 … 100', (type) => {
  const definition = indicatorCatalogue.find((candidate) => candidate.type === type)!;
  fc.assert(
    fc.property(barsArbitrary, parametersArbitrary(definition), (bars, parameters) => {
      for (const column of compute(definition, bars, parameters)) {
        for (const value of column) expect(value < -1e-9 || value > 100 + 1e-9).toBe(false);
      }
    }),
  );
});

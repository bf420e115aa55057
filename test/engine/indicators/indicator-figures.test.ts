import { expect, it } from 'vitest';
import { indicatorCatalogue, indicatorOf } from '../../../src/engine/indicators/indicator-catalogue';
import type { IndicatorParameters } from '../../../src/engine/indicators/indicator-definition';
import { priceColumn } from '../../../src/engine/indicators/price-source';
import { noPulse } from '../../../src/engine/pulse';
import type { PriceSource } from '../../../src/engine/strategy/strategy';
import figures from '../../fixtures/indicator-figures.json';
import { sp500Bars } from '../../fixtures/sp500-bars';

interface Case {
  readonly type: string;
  readonly parameters: IndicatorParameters;
  readonly source: PriceSource;
  readonly outputs: Readonly<Record<string, readonly (number | null)[]>>;
}

const cases = figures.cases as unknown as readonly Case[];
const bars = sp500Bars();

it.each(cases)('$type of $source with $parameters agrees with figures computed elsewhere', (wanted) => {
  const definition = indicatorOf(wanted.type);
  const columns = definition.compute(priceColumn(bars, wanted.source), bars, wanted.parameters, noPulse);
  for (const [index, name] of definition.outputs.entries()) {
    const expected = wanted.outputs[name]!;
    for (const [row, bar] of figures.bars.entries()) {
      const value = columns[index]![bar]!;
      const figure = expected[row] ?? null;
      const where = `${name} at bar ${bar}`;
      if (figure === null) expect(value, where).toBeNaN();
      // The scale of prices is 1,000: differences near 0 (MACD) are exact to the prices' own last digits.
      else expect(Math.abs(value - figure), where).toBeLessThan(1e-11 * Math.max(100, Math.abs(figure)));
    }
  }
});

it('has figures for every indicator of the catalogue', () => {
  expect(new Set(cases.map(({ type }) => type))).toEqual(new Set(indicatorCatalogue.map(({ type }) => type)));
});

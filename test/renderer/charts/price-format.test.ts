import type { BarPrice } from 'lightweight-charts';
import { expect, it } from 'vitest';
import { priceFormatOf } from '../../../src/renderer/charts/price-format';

it.each([
  [[5_104.25], '5,104'],
  [[146.2], '146.20'],
  [[1.31927], '1.3193'],
  [[0.00005331], '0.000053310'],
  [[], '0.00'],
])('writes prices like %j as %s', (prices, text) => {
  expect(priceFormatOf(Float64Array.from(prices)).formatter((prices[0] ?? 0) as BarPrice)).toBe(text);
});

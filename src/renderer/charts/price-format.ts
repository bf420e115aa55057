import type { PriceFormatCustom } from 'lightweight-charts';
import { grouped } from '../format/figure';

/** How an axis writes prices: with as many decimals as the size of the prices needs. */
export function priceFormatOf(prices: Float64Array): PriceFormatCustom {
  let highest = 0;
  for (const price of prices) if (Math.abs(price) > highest) highest = Math.abs(price);
  const decimals = decimalsFor(highest);
  return {
    type: 'custom',
    minMove: 10 ** -decimals,
    formatter: (price: number) => {
      const [whole = '0', fraction] = price.toFixed(decimals).split('.');
      return fraction === undefined ? grouped(whole) : `${grouped(whole)}.${fraction}`;
    },
  };
}

function decimalsFor(price: number): number {
  if (price === 0 || price >= 10) return price >= 1_000 ? 0 : 2;
  return Math.min(12, 4 - Math.floor(Math.log10(price)));
}

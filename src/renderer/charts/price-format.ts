/** Decimals for an axis of prices: as many as the size of the prices needs. */
export function priceFormatOf(prices: Float64Array): { type: 'price'; precision: number; minMove: number } {
  let highest = 0;
  for (const price of prices) if (Math.abs(price) > highest) highest = Math.abs(price);
  const precision =
    highest >= 1_000 ? 1 : highest >= 10 ? 2 : highest === 0 ? 2 : Math.min(12, 4 - Math.floor(Math.log10(highest)));
  return { type: 'price', precision, minMove: 10 ** -precision };
}

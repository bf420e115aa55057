/** Round values (1, 2 or 5 times a power of ten apart) within a range, about `wanted` of them. */
export function axisTicks(from: number, to: number, wanted: number): readonly number[] {
  const rough = (to - from) / wanted;
  if (!(rough > 0) || !Number.isFinite(rough)) return [];
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.ceil(from / step);
  const count = Math.floor(to / step) - first + 1;
  // A multiple of the step each, so that 0.3 does not become 0.30000000000000004 on its way.
  return Array.from({ length: count }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

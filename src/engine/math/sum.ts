/**
 * The sum of `values` in index order with the rounding errors carried along (Neumaier 1974): the error is a few ulp of
 * the result however many values there are. NaN and infinities pass through.
 */
export function sum(values: ArrayLike<number>): number {
  let total = 0;
  let lost = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

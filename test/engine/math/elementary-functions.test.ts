import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, expMinusOne } from '../../../src/engine/math/exp';
import { log } from '../../../src/engine/math/log';
import { pow } from '../../../src/engine/math/pow';
import { tanh } from '../../../src/engine/math/tanh';
import { cos, MAX_ANGLE, sin } from '../../../src/engine/math/trigonometry';
import reference from '../../fixtures/elementary-functions.json';

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Distance of a double to the next one away from zero. */
function ulp(x: number): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  view.setBigUint64(0, bits + 1n);
  const next = view.getFloat64(0);
  if (next !== Number.POSITIVE_INFINITY) return next - Math.abs(x);
  view.setBigUint64(0, bits - 1n);
  return Math.abs(x) - view.getFloat64(0);
}

function largestError(
  rows: readonly (readonly number[])[],
  compute: (...args: number[]) => number,
  select: (value: number) => boolean,
): number {
  let largest = 0;
  for (const row of rows) {
    const nearest = row.at(-2)!;
    if (!select(nearest)) continue;
    const computed = compute(...row.slice(0, -2));
    const error = Math.abs((computed - nearest) / ulp(nearest) - row.at(-1)!);
    largest = Math.max(largest, error);
  }
  return largest;
}

const isNormal = (value: number): boolean => Math.abs(value) >= SMALLEST_NORMAL;
const isSubnormal = (value: number): boolean => !isNormal(value);

describe('error against 300-bit references', () => {
  it.each([
    ['exp', exp, 0.7],
    ['expMinusOne', expMinusOne, 1.5],
    ['log', log, 1],
    ['tanh', tanh, 2.5],
    ['sin', sin, 1],
    ['cos', cos, 1],
    ['pow', pow, 0.8],
  ] as const)('%s stays within its stated bound', (name, compute, bound) => {
    const rows: readonly (readonly number[])[] = reference[name];
    expect(rows.length).toBeGreaterThan(80);
    expect(largestError(rows, compute as (...args: number[]) => number, isNormal)).toBeLessThan(bound);
  });

  it('stays within the wider bounds where the result is subnormal', () => {
    expect(reference.exp.some((row) => isSubnormal(row[1]!))).toBe(true);
    expect(largestError(reference.exp, exp, isSubnormal)).toBeLessThan(1.2);
    expect(largestError(reference.pow, pow as (...args: number[]) => number, isSubnormal)).toBeLessThan(1.3);
  });
});

describe('special values', () => {
  it('has the limits of the exponential and the logarithm', () => {
    expect(exp(0)).toBe(1);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(709.782712893384)).toBeLessThan(Number.POSITIVE_INFINITY);
    expect(exp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-746)).toBe(0);
    expect(exp(Number.NaN)).toBeNaN();
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
  });

  it('has the limits of the hyperbolic tangent', () => {
    expect(tanh(0)).toBe(0);
    expect(Object.is(tanh(-0), -0)).toBe(true);
    expect(tanh(40)).toBe(1);
    expect(tanh(Number.NEGATIVE_INFINITY)).toBe(-1);
    expect(tanh(Number.NaN)).toBeNaN();
  });

  it('agrees with every special case ECMAScript defines for the power', () => {
    const specials = [0, -0, 1, -1, 2, -2, 0.5, -0.5, 3, -3, 2.5, 1e308, -1e308, 5e-324, Infinity, -Infinity, NaN];
    for (const x of specials) {
      for (const y of specials) {
        const expected = x ** y;
        const computed = pow(x, y);
        const context = `pow(${x}, ${y})`;
        if (!Number.isFinite(expected) || expected === 0) expect(computed, context).toBe(expected);
        else expect(Math.abs(computed / expected - 1), context).toBeLessThan(1e-14);
      }
    }
  });

  it('gives whole powers exactly where a double can hold them', () => {
    expect(pow(10, 15)).toBe(1e15);
    expect(pow(2, -1074)).toBe(5e-324);
    expect(pow(-3, 33)).toBe(-5559060566555523);
    expect(pow(1.5, 2)).toBe(2.25);
    expect(pow(81, 0.25)).toBe(3);
  });

  it('refuses an angle it cannot reduce', () => {
    expect(() => sin(MAX_ANGLE * 2)).toThrow(/too large.*1000000 radians/);
    expect(() => cos(Number.POSITIVE_INFINITY)).toThrow(RangeError);
    expect(sin(Number.NaN)).toBeNaN();
    expect(Object.is(sin(-0), -0)).toBe(true);
    expect(cos(0)).toBe(1);
  });
});

describe('properties', () => {
  const finite = fc.double({ min: -700, max: 700, noNaN: true });

  it('keeps exp positive and not decreasing', () => {
    fc.assert(
      fc.property(finite, finite, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(exp(low)).toBeGreaterThan(0);
        if (high - low > 1e-9) expect(exp(low)).toBeLessThan(exp(high));
      }),
    );
  });

  it('keeps tanh odd and within −1 … 1', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(tanh(-x)).toBe(-tanh(x));
        expect(Math.abs(tanh(x))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps sine and cosine on the unit circle', () => {
    fc.assert(
      fc.property(fc.double({ min: -MAX_ANGLE, max: MAX_ANGLE, noNaN: true }), (x) => {
        expect(Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1)).toBeLessThan(1e-15);
      }),
    );
  });
});

describe('the same bytes everywhere', () => {
  /** Arguments made by a linear congruence, so that no platform function has a part in them. */
  function hashOf(compute: (u: number, v: number) => number): string {
    const values = new Float64Array(50_000);
    let state = 20_261_123;
    const next = (): number => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state / 4_294_967_296;
    };
    for (let i = 0; i < values.length; i++) values[i] = compute(next(), next());
    const bytes = new Uint8Array(values.length * 8);
    const view = new DataView(bytes.buffer);
    values.forEach((value, i) => {
      view.setFloat64(i * 8, value, true);
    });
    return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  }

  it('gives the recorded bytes for 50,000 arguments of each function', () => {
    expect({
      exp: hashOf((u, v) => exp((u - 0.5) * 1400 * v)),
      expMinusOne: hashOf((u, v) => expMinusOne((u - 0.5) * 80 * v)),
      log: hashOf((u, v) => log(u / (v + 1e-9))),
      tanh: hashOf((u, v) => tanh((u - 0.5) * 40 * v)),
      pow: hashOf((u, v) => pow(u * 3, (v - 0.5) * 300)),
      sin: hashOf((u, v) => sin((u - 0.5) * 2_000_000 * v)),
      cos: hashOf((u, v) => cos((u - 0.5) * 2_000_000 * v)),
    }).toMatchInlineSnapshot(`
      {
        "cos": "85fde6293e0a2393",
        "exp": "a7e791e1049f9589",
        "expMinusOne": "a41da5778577eea6",
        "log": "0ec7571101b876b9",
        "pow": "f60f1e23f52a545b",
        "sin": "ffba7aac160b2b4e",
        "tanh": "03e723fa90b8a35a",
      }
    `);
  });
});

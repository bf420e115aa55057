import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random, type RandomState } from '../../../src/engine/math/random';

const take = <T>(count: number, next: () => T): T[] => Array.from({ length: count }, next);

// The figures below come from a separate implementation in Python, itself checked against the published outputs of
// SplitMix64 (seed 1234567) and xoshiro128** (state 1, 2, 3, 4).
describe('Random', () => {
  test('gives the published words of xoshiro128** for the state 1, 2, 3, 4', () => {
    const random = Random.fromState([1, 2, 3, 4]);
    expect(take(5, () => random.nextUint32())).toEqual([11520, 0, 5927040, 70819200, 2031721883]);
  });

  test.each([
    {
      seed: 1,
      state: [2298633409, 2433363436, 1703865447, 3203108257],
      words: [1695105466, 1423115009, 634581793, 1068227753, 716759206, 4186505319],
    },
    {
      seed: 42,
      state: [803958421, 3184996902, 2993090819, 686809907],
      words: [1776835114, 4165204688, 17111135, 2317295270, 2792088233, 2554630222],
    },
    {
      seed: 4294967295,
      state: [2951840192, 1940994978, 323015604, 1629504261],
      words: [331202089, 2303545133, 2732085799, 1755962312, 20464611, 435992899],
    },
  ])('expands seed $seed as the independent implementation does', ({ seed, state, words }) => {
    const random = Random.fromSeed(seed);
    expect(random.getState()).toEqual(state);
    expect(take(6, () => random.nextUint32())).toEqual(words);
  });

  test('gives the independent uniform numbers exactly', () => {
    const random = Random.fromSeed(7);
    expect(take(4, () => random.nextUniform())).toEqual([
      0.4193505224726699, 0.6968157502682852, 0.4836025107011258, 0.7748895963582745,
    ]);
  });

  test('gives the independent normal numbers', () => {
    const random = Random.fromSeed(7);
    const expected = [
      -0.7011020868196209, -0.09197490590262557, -0.38628684414915937, -1.0999411823147587, -0.05919540085659761,
    ];
    for (const value of expected) expect(random.nextNormal()).toBeCloseTo(value, 14);
  });

  test('shuffles as the independent implementation does', () => {
    const items = Int32Array.from({ length: 12 }, (_, i) => i);
    Random.fromSeed(7).shuffle(items);
    expect([...items]).toEqual([3, 7, 1, 0, 10, 4, 9, 6, 11, 2, 8, 5]);
  });

  test('draws below a bound that does not divide 2^32 by rejection', () => {
    const random = Random.fromSeed(7);
    expect(take(5, () => random.nextBelow(3_000_000_000))).toEqual([
      1801096769, 1554325924, 2992800842, 2077056966, 1036808551,
    ]);
  });

  test('normal numbers have mean 0 and variance 1', () => {
    const random = Random.fromSeed(3);
    const values = take(100_000, () => random.nextNormal());
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    const variance = values.reduce((sum, x) => sum + (x - mean) * (x - mean), 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.02);
    expect(Math.abs(variance - 1)).toBeLessThan(0.02);
  });

  test('goes on from a taken state as if nothing had happened', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), (seed, before) => {
        const random = Random.fromSeed(seed);
        take(before, () => random.nextUint32());
        const state: RandomState = structuredClone(random.getState());
        const expected = take(20, () => random.nextUniform());
        const resumed = Random.fromState(state);
        expect(take(20, () => resumed.nextUniform())).toEqual(expected);
      }),
    );
  });

  test('a shuffle keeps every item', () => {
    fc.assert(
      fc.property(fc.nat(), fc.array(fc.integer(), { maxLength: 60 }), (seed, items) => {
        const shuffled = Int32Array.from(items);
        Random.fromSeed(seed).shuffle(shuffled);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  test('refuses a seed that is not a whole number and an all-zero state', () => {
    expect(() => Random.fromSeed(1.5)).toThrow('A seed is a whole number');
    expect(() => Random.fromSeed(-1)).toThrow(RangeError);
    expect(() => Random.fromState([0, 0, 0, 0])).toThrow('all zero');
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { variantSchema } from '../../../src/contract/results';
import { strategyVariants, type VariantBase } from '../../../src/engine/research/strategy-variants';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';

function strategyOf(text: string, overrides: readonly string[] = []): Strategy {
  const parsed = parseStrategy(text, 'strategy.yaml', overrides);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.strategy;
}

const baseOf = (text: string, overrides: readonly string[] = []): VariantBase => ({
  source: { fileName: 'strategy.yaml', text },
  overrides,
  strategy: strategyOf(text, overrides),
});

const base = baseOf(PULLBACK_YAML);
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });
const counts = fc.integer({ min: 1, max: 16 });

describe('the variants of a strategy', () => {
  test('are as many as asked for, numbered, all different, each a strategy that parses', () => {
    fc.assert(
      fc.property(seeds, counts, (seed, count) => {
        const variants = strategyVariants(base, seed, count).map((variant) => variantSchema.parse(variant));
        expect(variants.map(({ variant }) => variant)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
        const strategies = variants.map(({ overrides }) => JSON.stringify(strategyOf(PULLBACK_YAML, overrides)));
        expect(new Set(strategies).size).toBe(count);
      }),
      { numRuns: 30 },
    );
  });

  test('begin with the strategy as it stands', () => {
    expect(strategyVariants(base, 7, 3)[0]).toEqual({ variant: 1, seed: 7, overrides: [], changes: [] });
  });

  test('are the same for the same seed, and more of them begin like fewer', () => {
    fc.assert(
      fc.property(seeds, counts, (seed, count) => {
        const variants = strategyVariants(base, seed, count);
        expect(strategyVariants(base, seed, count)).toEqual(variants);
        expect(strategyVariants(base, seed, 16).slice(0, count)).toEqual(variants);
      }),
      { numRuns: 10 },
    );
  });

  test('change one or two settings, say which, and always something a training notices', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { overrides, changes, seed: own } of strategyVariants(base, seed, 12).slice(1)) {
          expect(own).toBe(seed);
          expect(overrides.length).toBeGreaterThanOrEqual(1);
          expect(overrides.length).toBeLessThanOrEqual(2);
          expect(changes).toHaveLength(overrides.length);
          for (const words of changes) expect(words).toMatch(/^[A-Z].* → \S/);
          const { model, training, indicators } = strategyOf(PULLBACK_YAML, overrides);
          expect({ model, training, indicators }).not.toEqual({
            model: base.strategy.model,
            training: base.strategy.training,
            indicators: base.strategy.indicators,
          });
        }
      }),
      { numRuns: 20 },
    );
  });

  test('learn the same thing: labels, split, market and dates stay', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const { overrides } of strategyVariants(base, seed, 16)) {
          const { training, trainingData, fuzzySets } = strategyOf(PULLBACK_YAML, overrides);
          expect(training.labels).toEqual(base.strategy.training.labels);
          expect(training.split).toEqual(base.strategy.training.split);
          expect(trainingData).toEqual(base.strategy.trainingData);
          expect(fuzzySets).toEqual(base.strategy.fuzzySets);
        }
      }),
      { numRuns: 10 },
    );
  });

  test('stand on the settings that were laid over the file', () => {
    const overrides = ['training.learning_rate=0.01', 'training.epochs=5'];
    const changed = baseOf(PULLBACK_YAML, overrides);
    const words = strategyVariants(changed, 1, 16).flatMap(({ changes }) => changes);
    expect(words.filter((change) => change.startsWith('Learning rate'))).not.toEqual([]);
    for (const change of words) if (change.startsWith('Learning rate')) expect(change).toContain('rate 0.01 → ');
    for (const variant of strategyVariants(changed, 1, 16)) {
      expect(strategyOf(PULLBACK_YAML, [...overrides, ...variant.overrides]).training.epochs).toBe(5);
    }
  });

  test('use the spelling of a key that the file uses', () => {
    const text = PULLBACK_YAML.replace('fast_period: 8, slow_period: 21', 'fast: 8, slow: 21');
    const overrides = Array.from({ length: 20 }, (_, seed) => strategyVariants(baseOf(text), seed, 16)).flatMap(
      (variants) => variants.flatMap((variant) => variant.overrides),
    );
    expect(overrides.some((override) => override.startsWith('indicators.trend.fast='))).toBe(true);
    expect(overrides.some((override) => override.startsWith('indicators.trend.fast_period='))).toBe(false);
  });

  test('only differ in the seed where the file takes no change', () => {
    const frozen: VariantBase = { ...base, source: { ...base.source, text: 'name: a file that takes no setting' } };
    const variants = strategyVariants(frozen, 3, 4);
    expect(variants.map(({ overrides }) => overrides)).toEqual([[], [], [], []]);
    expect(new Set(variants.map(({ seed }) => seed)).size).toBe(4);
    expect(variants[1]!.changes).toEqual([`Seed 3 → ${variants[1]!.seed}`]);
  });

  test('are given up when the job is told to stop', () => {
    let looks = 0;
    const stop = (): void => {
      if (++looks === 3) throw new Error('stopped');
    };
    expect(() => strategyVariants(base, 1, 16, stop)).toThrow('stopped');
    expect(looks).toBe(3);
  });
});

import type { StrategySource } from '../../contract/requests';
import type { Variant } from '../../contract/results';
import { Random } from '../math/random';
import { parseStrategy } from '../strategy/parse-strategy';
import type { Strategy } from '../strategy/strategy';
import { type Knob, type StrategyChange, strategyKnobs } from './strategy-changes';

/** The strategy that is varied: as its file has it, the settings laid over it, and what came of both. */
export interface VariantBase {
  readonly source: StrategySource;
  readonly overrides: readonly string[];
  readonly strategy: Strategy;
}

/** After so many changes that the file did not take, or that made nothing new, only the seed is changed. */
const ATTEMPTS = 40;

/**
 * `count` different variants of a strategy, the first being the strategy as it stands. The others change one or two
 * settings, at least one of which bears on training, and keep the seed, so that what differs comes from the
 * change. Every variant parses; where no further change is to be had, it gets another seed. The same base, seed and
 * count give the same variants; `look` is called before each parse and may throw.
 */
export function strategyVariants(
  base: VariantBase,
  seed: number,
  count: number,
  look: () => void = () => {},
): Variant[] {
  const random = Random.fromSeed(seed);
  const knobs = strategyKnobs(base.strategy);
  const inTurn = shuffled(
    knobs.filter(({ trains }) => trains),
    random,
  );
  const variants: Variant[] = [{ variant: 1, seed, overrides: [], changes: [] }];
  const known = new Set([JSON.stringify(base.strategy)]);
  const seeds = new Set([seed]);
  let turn = 0;

  const changed = (): Pick<Variant, 'overrides' | 'changes'> | null => {
    for (let attempt = 0; attempt < ATTEMPTS && inTurn.length > 0; attempt++) {
      const first = inTurn[turn++ % inTurn.length]!;
      const picked = [oneOf(first.changes, random)];
      if (random.nextBelow(2) === 1) {
        const second = oneOf(knobs, random);
        if (second !== first) picked.push(oneOf(second.changes, random));
      }
      const applied = apply(base, picked, look);
      if (applied === null || known.has(applied.identity)) continue;
      known.add(applied.identity);
      return { overrides: applied.overrides, changes: picked.map(({ words }) => words) };
    }
    return null;
  };

  while (variants.length < count) {
    const variant = variants.length + 1;
    const found = changed();
    if (found !== null) {
      variants.push({ variant, seed, ...found });
      continue;
    }
    let other = random.nextUint32();
    while (seeds.has(other)) other = random.nextUint32();
    seeds.add(other);
    variants.push({ variant, seed: other, overrides: [], changes: [`Seed ${seed} → ${other}`] });
  }
  return variants;
}

/** The settings in the spelling that the file takes, and what the strategy then is; null when it takes none. */
function apply(
  { source, overrides, strategy }: VariantBase,
  changes: readonly StrategyChange[],
  look: () => void,
): { overrides: string[]; identity: string } | null {
  const { symbols, baseTimeframe, startDate, endDate } = strategy.trainingData;
  const run = { symbol: symbols[0] ?? null, timeframe: baseTimeframe, startDate, endDate };
  const taken: string[] = [];
  let identity = '';
  for (const change of changes) {
    const spelling = change.overrides.find((override) => {
      look();
      const parsed = parseStrategy(source.text, source.fileName, [...overrides, ...taken, override], run);
      if (parsed.ok) identity = JSON.stringify(parsed.strategy);
      return parsed.ok;
    });
    if (spelling === undefined) return null;
    taken.push(spelling);
  }
  return { overrides: taken, identity };
}

const oneOf = <T>(items: readonly T[], random: Random): T => items[random.nextBelow(items.length)]!;

function shuffled(knobs: readonly Knob[], random: Random): Knob[] {
  const order = Int32Array.from(knobs, (_, index) => index);
  random.shuffle(order);
  return Array.from(order, (index) => knobs[index]!);
}

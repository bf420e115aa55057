import { log } from './log';

/** The whole state of a {@link Random}: four unsigned 32-bit words, never all zero. */
export type RandomState = readonly [number, number, number, number];

const rotateLeft = (x: number, k: number): number => (x << k) | (x >>> (32 - k));

/** Two outputs of SplitMix64 (Steele, Lea, Flood 2014) for a seed, as four 32-bit words, low halves first. */
function expandSeed(seed: number): RandomState {
  let state = BigInt(seed);
  const next = (): bigint => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let z = state;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    return z ^ (z >> 31n);
  };
  const first = next();
  const second = next();
  const low = (x: bigint): number => Number(x & 0xffff_ffffn);
  return [low(first), low(first >> 32n), low(second), low(second >> 32n)];
}

/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman, Vigna 2018), period 2^128 − 1, seeded through SplitMix64.
 * Integer operations only, so a seed gives the same numbers everywhere. Its state can be taken and put back at any time.
 */
export class Random {
  private constructor(
    private a: number,
    private b: number,
    private c: number,
    private d: number,
  ) {}

  /** `seed` is a non-negative safe integer. */
  static fromSeed(seed: number): Random {
    if (!Number.isSafeInteger(seed) || seed < 0) {
      throw new RangeError(`A seed is a whole number from 0 to 2^53 - 1, not ${seed}.`);
    }
    return Random.fromState(expandSeed(seed));
  }

  static fromState(state: RandomState): Random {
    const random = new Random(0, 0, 0, 0);
    random.setState(state);
    return random;
  }

  getState(): RandomState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0];
  }

  setState(state: RandomState): void {
    if (state.every((word) => word === 0)) throw new RangeError('The state of a random generator cannot be all zero.');
    [this.a, this.b, this.c, this.d] = [state[0] | 0, state[1] | 0, state[2] | 0, state[3] | 0];
  }

  /** Takes over the state of another generator, without allocating. */
  copyFrom(other: Random): void {
    this.a = other.a;
    this.b = other.b;
    this.c = other.c;
    this.d = other.d;
  }

  /** 0 … 2^32 − 1. */
  nextUint32(): number {
    const result = Math.imul(rotateLeft(Math.imul(this.b, 5), 7), 9);
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = rotateLeft(this.d, 11);
    return result >>> 0;
  }

  /** 0 ≤ x < 1 with 53 random bits; takes two words, the high bits first. */
  nextUniform(): number {
    const high = this.nextUint32() >>> 5;
    const low = this.nextUint32() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** A whole number 0 ≤ x < `bound` ≤ 2^32, each equally likely (the uneven rest of the words is rejected). */
  nextBelow(bound: number): number {
    const usable = 4_294_967_296 - (4_294_967_296 % bound);
    let word = this.nextUint32();
    while (word >= usable) word = this.nextUint32();
    return word % bound;
  }

  /**
   * Standard normal by the polar method (Marsaglia, Bray 1964). The second value of each pair is dropped, so that the
   * state stays four words.
   */
  nextNormal(): number {
    for (;;) {
      const u = 2 * this.nextUniform() - 1;
      const v = 2 * this.nextUniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
    }
  }

  /** Fisher–Yates from the end, in place. `look` is called every 65,536 items and may throw to give up half-way. */
  shuffle(items: Int32Array, look?: () => void): void {
    for (let i = items.length - 1; i > 0; i--) {
      if ((i & 0xffff) === 0) look?.();
      const j = this.nextBelow(i + 1);
      const kept = items[i]!;
      items[i] = items[j]!;
      items[j] = kept;
    }
  }
}

import type { Bars } from '../bars';
import type { Pulse } from '../pulse';

export interface ParameterDefinition {
  readonly name: string;
  /** Other spellings strategy files may use. */
  readonly aliases: readonly string[];
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  /** `bars`, `standard deviations`, …; null for a pure number. */
  readonly unit: string | null;
}

export type IndicatorParameters = Readonly<Record<string, number>>;

export interface IndicatorDefinition {
  /** Canonical name, lower case without underscores: what strategy files are matched against. */
  readonly type: string;
  readonly aliases: readonly string[];
  readonly label: string;
  /** Where the formula comes from and which convention was chosen where authors differ. */
  readonly reference: string;
  /** False when it reads high, low, close of the bars and a `source` would change nothing. */
  readonly usesSource: boolean;
  readonly parameters: readonly ParameterDefinition[];
  /** Names in the order of the columns `compute` returns; the first is meant where a file names none. */
  readonly outputs: readonly string[];
  /**
   * What a NaN in the input does. `window`: every value whose window holds it is NaN. `skip`: the bar's value is NaN
   * and the recursion goes on as if the bar were not there.
   */
  readonly nanRule: 'window' | 'skip';
  /** Leading NaN values of each output, in the order of `outputs`. */
  warmUp(parameters: IndicatorParameters): readonly number[];
  /** What is wrong with a combination of parameters that are each in range; null when nothing is. */
  conflict(parameters: IndicatorParameters): string | null;
  /**
   * New columns as long as the bars. The value at a bar depends on that bar and earlier ones only, and is the same to
   * the bit whatever follows. `source` is the price column of the strategy.
   */
  compute(
    source: Float64Array,
    bars: Bars,
    parameters: IndicatorParameters,
    pulse: Pulse,
  ): readonly Float64Array<ArrayBuffer>[];
}

/** A parameter that counts bars. */
export const barsParameter = (
  name: string,
  defaultValue: number,
  more: { readonly min?: number; readonly aliases?: readonly string[] } = {},
): ParameterDefinition => ({
  name,
  aliases: more.aliases ?? [],
  default: defaultValue,
  min: more.min ?? 1,
  max: 10_000,
  integer: true,
  unit: 'bars',
});

export const noConflict = (): null => null;

/** The value of a parameter that the definition lists; the parser fills every one in. */
export function parameter(parameters: IndicatorParameters, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new TypeError(`The indicator's parameter "${name}" was not filled in.`);
  return value;
}

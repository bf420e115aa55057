import { adxDefinition } from './adx';
import { atrDefinition } from './atr';
import { bollingerDefinition } from './bollinger';
import { emaDefinition } from './ema';
import type { IndicatorDefinition } from './indicator-definition';
import { macdDefinition } from './macd';
import { rocDefinition } from './roc';
import { rsiDefinition } from './rsi';
import { smaDefinition } from './sma';
import { stochasticDefinition } from './stochastic';

/** Every indicator a strategy can name. */
export const indicatorCatalogue: readonly IndicatorDefinition[] = [
  smaDefinition,
  emaDefinition,
  rsiDefinition,
  macdDefinition,
  stochasticDefinition,
  rocDefinition,
  atrDefinition,
  bollingerDefinition,
  adxDefinition,
];

/** Strategy files may write a type in any case and with underscores. */
export const canonicalType = (type: string): string => type.toLowerCase().replaceAll('_', '');

const byName = new Map(
  indicatorCatalogue.flatMap((definition) =>
    [definition.type, ...definition.aliases].map((name) => [name, definition] as const),
  ),
);

export const findIndicator = (type: string): IndicatorDefinition | null => byName.get(canonicalType(type)) ?? null;

/** The definition of a type that the parser has accepted. */
export function indicatorOf(type: string): IndicatorDefinition {
  const definition = findIndicator(type);
  if (definition === null) throw new TypeError(`There is no indicator "${type}" in the catalogue.`);
  return definition;
}

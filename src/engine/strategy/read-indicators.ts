import { nearestName } from '../../contract/nearest-name';
import { canonicalType, findIndicator, indicatorCatalogue } from '../indicators/indicator-catalogue';
import type { IndicatorDefinition } from '../indicators/indicator-definition';
import { isIdentifier } from './read-identifier';
import { type IndicatorSpec, PRICE_SOURCES, type PriceSource } from './strategy';
import type { YamlEntry, YamlSection } from './yaml-section';

/** Indicators of the grammar that this version does not compute. */
const PLANNED_TYPES = new Set([
  ...['wma', 'dema', 'tema', 'hma', 'kama', 'vwma', 'stochrsi', 'williamsr', 'cci', 'momentum', 'trix', 'ppo', 'natr'],
  ...['ultimateoscillator', 'awesomeoscillator', 'truerange', 'bollingerbandwidth', 'bollingerbandswidth', 'percentb'],
  ...['keltner', 'keltnerchannels', 'donchian', 'donchianchannels', 'aroon', 'vortex', 'parabolicsar', 'supertrend'],
  ...['ichimoku', 'obv', 'ad', 'adline', 'cmf', 'mfi', 'vwap', 'volumeratio', 'forceindex', 'rvi', 'fishertransform'],
  ...['squeezeintensity', 'distancefromma', 'zscore', 'linearregressionslope', 'zigzag'],
]);

const supported = indicatorCatalogue.map(({ type }) => type);

/** By id, in file order; null for one that stands in the file with a fault, so that its users are not faulted too. */
export type Declared<T> = ReadonlyMap<string, T | null>;

export function readIndicators(root: YamlSection): Declared<IndicatorSpec> | null {
  const section = root.requiredSection('indicators');
  if (section === null) return null;
  const entries = section.takeRest();
  if (entries.length === 0) {
    section.log.error(section.path, section.node, 'there are no indicators', { expected: 'at least one' });
  }
  return new Map(
    entries.map((entry) => {
      const indicator = isIdentifier(section, entry) ? section.asSection(entry) : null;
      return [entry.name, indicator === null ? null : readIndicator(indicator, entry)];
    }),
  );
}

function readIndicator(section: YamlSection, entry: YamlEntry): IndicatorSpec | null {
  const type = section.text('type');
  if (type === null) {
    section.missing('type', { expected: `one of ${supported.join(', ')}` });
    return null;
  }
  const definition = findIndicator(type.text);
  if (definition === null) {
    reportUnknownType(section, type, type.text);
    return null;
  }
  const parameters = Object.fromEntries(
    definition.parameters.map((parameter) => [
      parameter.name,
      section.number([parameter.name, ...parameter.aliases], parameter.default, parameter),
    ]),
  );
  const source = readSource(section, definition);
  section.close();
  const conflict = definition.conflict(parameters);
  if (conflict !== null) section.log.error(section.path, section.node, `\`${section.path}\`: ${conflict}`);
  return { id: entry.name, type: definition.type, parameters, source };
}

function readSource(section: YamlSection, definition: IndicatorDefinition): PriceSource {
  const entry = section.take('source', 'data_source');
  if (entry === null) return 'close';
  const text = section.textOf(entry);
  const found = PRICE_SOURCES.find((source) => source === text?.toLowerCase());
  if (text !== null && found === undefined) section.unknownName(entry, text, PRICE_SOURCES);
  if (!definition.usesSource) {
    const why = `the ${definition.type} reads high, low and close`;
    section.log.warn(entry.path, entry.key, `\`${entry.path}\` has no effect: ${why}`);
    return 'close';
  }
  return found ?? 'close';
}

function reportUnknownType(section: YamlSection, entry: YamlEntry, type: string): void {
  const canonical = canonicalType(type);
  if (PLANNED_TYPES.has(canonical)) {
    section.fail(entry, `indicator type \`${type}\` is not supported yet`, {
      expected: `one of ${supported.join(', ')}`,
    });
    return;
  }
  const known = indicatorCatalogue.flatMap((definition) => [definition.type, ...definition.aliases]);
  const nearest = nearestName(canonical, known);
  const suggested = nearest === null ? null : findIndicator(nearest)!.type;
  section.fail(entry, `indicator type \`${type}\` is not known`, {
    expected: suggested === null ? `one of ${supported.join(', ')}` : null,
    suggestion: suggested === null ? null : `did you mean \`${suggested}\`?`,
  });
}

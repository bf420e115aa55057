import { isMap, isSeq } from 'yaml';
import { MEMBERSHIP_PARAMETERS, membershipFault } from '../fuzzy/membership';
import { indicatorOf } from '../indicators/indicator-catalogue';
import { isIdentifier } from './read-identifier';
import type { Declared } from './read-indicators';
import { type FuzzySetSpec, type IndicatorSpec, MEMBERSHIP_SHAPES, type MembershipSpec } from './strategy';
import type { YamlEntry, YamlSection } from './yaml-section';

const FINITE = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE } as const;

export function readFuzzySets(
  root: YamlSection,
  indicators: Declared<IndicatorSpec> | null,
): Declared<FuzzySetSpec> | null {
  const section = root.requiredSection('fuzzy_sets');
  if (section === null) return null;
  return new Map(
    section.takeRest().map((entry) => {
      const set = isIdentifier(section, entry) ? section.asSection(entry) : null;
      return [entry.name, set === null ? null : readFuzzySet(set, entry, indicators)];
    }),
  );
}

function readFuzzySet(
  section: YamlSection,
  entry: YamlEntry,
  indicators: Declared<IndicatorSpec> | null,
): FuzzySetSpec | null {
  const reference = section.text('indicator');
  if (reference === null) section.missing('indicator', { expected: 'the id of an indicator, or id.output' });
  const column = reference === null ? null : readColumn(section, reference, reference.text, indicators);
  const entries = section.takeRest();
  if (entries.length === 0) {
    section.log.error(section.path, section.node, `the fuzzy set \`${section.path}\` has no memberships`, {
      expected: 'at least one, such as low: [0, 15, 35]',
    });
  }
  const memberships = entries.flatMap((membership) =>
    isIdentifier(section, membership) ? (readMembership(section, membership) ?? []) : [],
  );
  return column === null ? null : { id: entry.name, ...column, memberships };
}

/**
 * `id` or `id.output` of a known indicator; null, with an error, for anything else, and without one where the indicator
 * itself was already found faulty.
 */
export function readColumn(
  section: YamlSection,
  entry: YamlEntry,
  text: string,
  indicators: Declared<IndicatorSpec> | null,
): { indicator: string; output: string } | null {
  const [id = '', output = null, ...more] = text.split('.');
  const indicator = indicators?.get(id);
  if (indicators !== null && indicator === undefined) section.unknownName(entry, id, [...indicators.keys()]);
  if (indicator === undefined || indicator === null) return null;
  const { outputs } = indicatorOf(indicator.type);
  if (output === null) return { indicator: id, output: outputs[0]! };
  if (outputs.length === 1) {
    section.fail(entry, `\`${id}\` (${indicator.type}) has a single output, so \`${text}\` names too much`, {
      suggestion: `write \`${id}\``,
    });
    return null;
  }
  if (more.length > 0 || !outputs.includes(output)) {
    section.unknownName(entry, [output, ...more].join('.'), outputs);
    return null;
  }
  return { indicator: id, output };
}

/** `[a, b, c]` is a triangle, `[a, b, c, d]` a trapezium; anything else is written `{type, parameters}`. */
function readMembership(section: YamlSection, entry: YamlEntry): MembershipSpec | null {
  const { value } = entry;
  if (value !== null && isMap(value)) {
    const membership = section.asSection(entry);
    if (membership === null) return null;
    const type = membership.take('type');
    const parameters = membership.take('parameters');
    membership.close();
    if (type === null) membership.missing('type', { expected: `one of ${MEMBERSHIP_SHAPES.join(', ')}` });
    const shape = type === null ? null : membership.choiceOf(type, MEMBERSHIP_SHAPES, ['sigmoid']);
    if (shape === null) return null;
    if (parameters === null) {
      membership.missing('parameters', { expected: `[${MEMBERSHIP_PARAMETERS[shape].join(', ')}]` });
      return null;
    }
    return readShape(membership, parameters, entry.name, shape);
  }
  if (value !== null && isSeq(value)) {
    const shape = value.items.length === 4 ? 'trapezoidal' : 'triangular';
    return readShape(section, entry, entry.name, shape);
  }
  section.fail(entry, `\`${entry.path}\` is not a membership`, {
    expected: '[a, b, c], [a, b, c, d] or {type: gaussian, parameters: [mean, sigma]}',
  });
  return null;
}

function readShape(
  section: YamlSection,
  entry: YamlEntry,
  name: string,
  shape: MembershipSpec['shape'],
): MembershipSpec | null {
  const items = section.items(entry);
  if (items === null) return null;
  const parameters = items.flatMap((item) => section.numberOf(item, FINITE) ?? []);
  if (parameters.length < items.length) return null;
  const fault = membershipFault({ shape, parameters });
  if (fault === null) return { name, shape, parameters };
  section.fail(entry, `\`${entry.path}\`: ${fault}`);
  return null;
}

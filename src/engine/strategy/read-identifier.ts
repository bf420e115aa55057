import type { YamlEntry, YamlSection } from './yaml-section';

const IDENTIFIER = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/**
 * Ids of indicators, fuzzy sets and memberships become parts of feature names and of key paths, so they hold letters,
 * digits, `_` and `-` only. Logs an error for others.
 */
export function isIdentifier(section: YamlSection, entry: YamlEntry): boolean {
  if (IDENTIFIER.test(entry.name)) return true;
  section.log.error(entry.path, entry.key, `\`${entry.name}\` cannot be used as a name`, {
    expected: 'a letter, then up to 63 letters, digits, _ or -',
  });
  return false;
}

import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import { nearestName } from '../../contract/nearest-name';
import type { ProblemDetail, ProblemLog } from './problem-log';
import { type AliasTargets, keyText } from './strategy-document';

/** Of a section full of unknown keys, so many are named one by one. */
const SHOWN_UNKNOWN_KEYS = 20;

/** A value with its place and its key path. */
export interface YamlEntry {
  readonly name: string;
  readonly path: string;
  readonly key: Node | null;
  /** Aliases resolved. */
  readonly value: Node | null;
}

export interface NumberRange {
  readonly min: number;
  readonly max: number;
  readonly integer?: boolean;
  /** True when `min` itself is not allowed. */
  readonly aboveMin?: boolean;
}

/**
 * One mapping of a strategy file. A reader asks for each key the grammar knows; `close` then reports the ones nobody
 * asked for, with the nearest name that somebody did. So no key is ever dropped in silence. A fault is logged and the
 * fallback returned, so that reading goes on and finds the next one.
 */
export class YamlSection {
  private readonly entries = new Map<string, YamlEntry>();
  private readonly known: string[] = [];
  private readonly taken = new Set<string>();

  private constructor(
    readonly path: string,
    readonly node: Node,
    private readonly aliases: AliasTargets,
    readonly log: ProblemLog,
  ) {}

  /** Null, with an error, where the node is not a mapping. */
  static of(node: Node | null, path: string, aliases: AliasTargets, log: ProblemLog): YamlSection | null {
    if (node === null || !isMap(node)) {
      log.error(path, node, `\`${path}\` is ${describe(node)}`, { expected: 'a section with keys of its own' });
      return null;
    }
    const section = new YamlSection(path, node, aliases, log);
    for (const { key, value } of node.items) {
      const name = keyText(key);
      section.entries.set(name, {
        name,
        path: path === '' ? name : `${path}.${name}`,
        key: key as Node,
        value: section.resolved(value as Node | null),
      });
    }
    return section;
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /** Whether a section of its own stands under the key. */
  isSection(name: string): boolean {
    return isMap(this.entries.get(name)?.value);
  }

  pathOf(name: string): string {
    return this.path === '' ? name : `${this.path}.${name}`;
  }

  /** The entry under the first of `names`, the others being other spellings of it; null where there is none. */
  take(...names: readonly [string, ...string[]]): YamlEntry | null {
    this.known.push(...names);
    const present = names.flatMap((name) => this.entries.get(name) ?? []);
    for (const { name } of present) this.taken.add(name);
    const [first, second] = present;
    if (first !== undefined && second !== undefined) {
      this.fail(second, `\`${second.path}\` and \`${first.path}\` mean the same`, { suggestion: 'keep one of them' });
    }
    return first ?? null;
  }

  /** The entries nobody took so far, in file order; they count as taken afterwards. */
  takeRest(): YamlEntry[] {
    const rest = [...this.entries.values()].filter(({ name }) => !this.taken.has(name));
    for (const { name } of rest) this.taken.add(name);
    return rest;
  }

  section(name: string): YamlSection | null {
    const entry = this.take(name);
    return entry === null ? null : this.asSection(entry);
  }

  /** The section under a key that must be there. */
  requiredSection(name: string): YamlSection | null {
    const entry = this.take(name);
    if (entry === null) {
      this.missing(name);
      return null;
    }
    return this.asSection(entry);
  }

  asSection(entry: YamlEntry): YamlSection | null {
    return YamlSection.of(entry.value, entry.path, this.aliases, this.log);
  }

  /** The items of a list; null, with an error, where the entry is none. */
  items(entry: YamlEntry): YamlEntry[] | null {
    if (entry.value === null || !isSeq(entry.value)) {
      this.fail(entry, `\`${entry.path}\` is ${describe(entry.value)}`, { expected: 'a list' });
      return null;
    }
    return entry.value.items.map((item, index) => ({
      name: String(index),
      path: `${entry.path}.${index}`,
      key: null,
      value: this.resolved(item as Node | null),
    }));
  }

  text(name: string): (YamlEntry & { readonly text: string }) | null {
    const entry = this.take(name);
    if (entry === null) return null;
    const text = this.textOf(entry);
    return text === null ? null : { ...entry, text };
  }

  /** A scalar as text; numbers as written in the file. Null, with an error, for anything else. */
  textOf(entry: YamlEntry): string | null {
    const { value } = entry;
    if (value !== null && isScalar(value)) {
      if (typeof value.value === 'string' && value.value !== '') return value.value;
      if (typeof value.value === 'number') return value.source ?? String(value.value);
    }
    this.fail(entry, `\`${entry.path}\` is ${describe(value)}`, { expected: 'text' });
    return null;
  }

  number(names: string | readonly [string, ...string[]], fallback: number, range: NumberRange): number {
    const entry = this.take(...asList(names));
    return entry === null ? fallback : (this.numberOf(entry, range) ?? fallback);
  }

  numberOf(entry: YamlEntry, range: NumberRange): number | null {
    const value = isScalar(entry.value) ? entry.value.value : null;
    if (
      typeof value === 'number' &&
      Number.isFinite(value) &&
      value >= range.min &&
      value <= range.max &&
      !(range.aboveMin === true && value === range.min) &&
      !(range.integer === true && !Number.isInteger(value))
    ) {
      return value;
    }
    this.fail(entry, `\`${entry.path}\` is ${describe(entry.value)}`, { expected: rangeText(range) });
    return null;
  }

  boolean(name: string, fallback: boolean): boolean {
    const entry = this.take(name);
    if (entry === null) return fallback;
    const value = isScalar(entry.value) ? entry.value.value : null;
    if (typeof value === 'boolean') return value;
    this.fail(entry, `\`${entry.path}\` is ${describe(entry.value)}`, { expected: 'true or false' });
    return fallback;
  }

  /** {@link choiceOf} of the entry under `name`; the fallback where there is none. */
  choice<T extends string>(name: string, values: readonly T[], fallback: T, planned: readonly string[] = []): T {
    const entry = this.take(name);
    return entry === null ? fallback : (this.choiceOf(entry, values, planned) ?? fallback);
  }

  /**
   * One of `values`, in any case and with or without underscores; null, with an error, for anything else. A name of
   * `planned` is known but belongs to a later version; the error says so.
   */
  choiceOf<T extends string>(entry: YamlEntry, values: readonly T[], planned: readonly string[] = []): T | null {
    const text = this.textOf(entry);
    if (text === null) return null;
    const found = values.find((value) => plain(value) === plain(text));
    if (found !== undefined) return found;
    if (planned.some((value) => plain(value) === plain(text))) {
      this.fail(entry, `${entry.path} \`${text}\` is not supported yet`, { expected: values.join(' or ') });
    } else {
      this.unknownName(entry, text, values);
    }
    return null;
  }

  /** An error for a name in `entry` that is none of `known`, with the nearest one. */
  unknownName(entry: YamlEntry, name: string, known: readonly string[]): void {
    const nearest = nearestName(name, known);
    this.fail(entry, `\`${entry.path}\` names \`${name}\`, which is not known`, {
      expected: nearest === null ? listed(known) : null,
      suggestion: nearest === null ? null : `did you mean \`${nearest}\`?`,
    });
  }

  /** Known keys of the grammar that change nothing here: a warning where one stands. */
  noEffect(names: readonly string[], why: string): void {
    for (const name of names) {
      const entry = this.take(name);
      if (entry !== null) this.log.warn(entry.path, entry.key, `\`${entry.path}\` has no effect: ${why}`);
    }
  }

  /** Known keys of the grammar that belong to a later version: an error where one stands. */
  notYet(names: readonly string[], instead: string): void {
    for (const name of names) {
      const entry = this.take(name);
      if (entry !== null) {
        this.log.error(entry.path, entry.key, `\`${entry.path}\` is not supported yet`, { suggestion: instead });
      }
    }
  }

  missing(name: string, more: ProblemDetail = {}): void {
    this.log.error(this.pathOf(name), this.path === '' ? null : this.node, `\`${this.pathOf(name)}\` is missing`, more);
  }

  fail(entry: YamlEntry, message: string, more: ProblemDetail = {}): void {
    this.log.error(entry.path, entry.value ?? entry.key, message, more);
  }

  /** Reports every key that nobody took. */
  close(): void {
    const unknown = this.takeRest();
    for (const entry of unknown.slice(0, SHOWN_UNKNOWN_KEYS)) {
      const nearest = nearestName(entry.name, this.known);
      this.log.error(entry.path, entry.key, `\`${entry.path}\` is not a known key`, {
        expected: nearest === null ? listed(this.known) : null,
        suggestion: nearest === null ? null : `did you mean \`${nearest}\`?`,
      });
    }
    const more = unknown[SHOWN_UNKNOWN_KEYS];
    if (more === undefined) return;
    const count = unknown.length - SHOWN_UNKNOWN_KEYS;
    this.log.error(
      this.path,
      more.key,
      `${count} more keys ${this.path === '' ? 'here' : `of \`${this.path}\``} are not known`,
    );
  }

  private resolved(node: Node | null): Node | null {
    return node !== null && isAlias(node) ? (this.aliases.get(node) ?? null) : node;
  }
}

const asList = (names: string | readonly [string, ...string[]]): readonly [string, ...string[]] =>
  typeof names === 'string' ? [names] : names;

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '');

const listed = (names: readonly string[]): string => (names.length === 1 ? names[0]! : `one of ${names.join(', ')}`);

/** What a node is, as the end of "… is". */
function describe(node: Node | null): string {
  if (node === null) return 'empty';
  if (isMap(node)) return 'a section';
  if (isSeq(node)) return 'a list';
  return isScalar(node) ? describeScalar(node) : 'not readable';
}

function describeScalar(scalar: Scalar): string {
  const { value } = scalar;
  if (value === null || value === '') return 'empty';
  return typeof value === 'string' ? `"${value.length > 40 ? `${value.slice(0, 40)}…` : value}"` : String(value);
}

function rangeText(range: NumberRange): string {
  const kind = range.integer === true ? 'a whole number' : 'a number';
  const low = range.aboveMin === true ? `above ${range.min}` : `from ${range.min}`;
  return `${kind} ${low} to ${range.max}`;
}

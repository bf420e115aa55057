import {
  type Alias,
  type Document,
  isMap,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLMap,
} from 'yaml';
import { ProblemLog } from './problem-log';

/** A longer file is no strategy. */
const MAX_TEXT_LENGTH = 1_000_000;
/** More aliases than this are no convenience but an attack on memory. */
const MAX_ALIASES = 100;

/** YAML 1.2 read as plain data: no tags but the core ones, no merge keys. */
const PARSE_OPTIONS = {
  version: '1.2',
  schema: 'core',
  resolveKnownTags: false,
  merge: false,
  prettyErrors: false,
  // The parser's own check takes quadratic time; `checkTree` looks at every key once.
  uniqueKeys: false,
} as const;

/** The node each alias stands for. */
export type AliasTargets = ReadonlyMap<Alias, Node>;

export interface StrategyDocument {
  readonly root: YAMLMap;
  readonly aliases: AliasTargets;
  readonly log: ProblemLog;
}

/** The text as a tree of nodes with positions; null, with the reasons in the log, where it is not one mapping. */
export function readDocument(text: string): { readonly read: StrategyDocument | null; readonly log: ProblemLog } {
  const lines = new LineCounter();
  const log = new ProblemLog(lines);
  if (text.length > MAX_TEXT_LENGTH) {
    log.error('', null, `the file has ${text.length} characters`, { expected: `at most ${MAX_TEXT_LENGTH}` });
    return { read: null, log };
  }
  const document: Document = parseDocument(text, { ...PARSE_OPTIONS, lineCounter: lines });
  const [fault] = document.errors;
  if (fault !== undefined) {
    log.errorAtOffset(fault.pos[0], yamlFault(fault.code, fault.message));
    return { read: null, log };
  }
  for (const warning of document.warnings) {
    const what = warning.code === 'TAG_RESOLVE_FAILED' ? tagFault(warning.message) : warning.message;
    log.errorAtOffset(warning.pos[0], what, { expected: 'plain YAML data without tags' });
  }
  const aliases = checkTree(document, log);
  const root = document.contents;
  if (log.errors.length === 0 && !isMap(root)) {
    log.error('', root, 'this is not a strategy file', {
      expected: 'keys such as name, training_data, indicators, fuzzy_sets, nn_inputs, model and training',
    });
  }
  return { read: log.errors.length === 0 && isMap(root) ? { root, aliases, log } : null, log };
}

/** A single value as it may stand behind `key: `; null where it is not valid YAML data, or has aliases. */
export function readValue(text: string): Node | null {
  const lines = new LineCounter();
  const log = new ProblemLog(lines);
  const document: Document = parseDocument(text, { ...PARSE_OPTIONS, lineCounter: lines });
  const aliases = checkTree(document, log);
  const faults = document.errors.length + document.warnings.length + log.errors.length;
  const isPlain = faults === 0 && aliases.size === 0;
  return isPlain ? document.contents : null;
}

/**
 * Reports aliases that are too many or point nowhere, keys that are no plain text or stand twice. Resolves the aliases
 * on the way: asking the parser for each walks through the whole file every time.
 */
function checkTree(document: Document, log: ProblemLog): AliasTargets {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  let count = 0;
  visit(document, {
    Alias: (_key, alias) => {
      count++;
      if (count > MAX_ALIASES) {
        log.error('', alias, `the file uses more than ${MAX_ALIASES} aliases`);
        return visit.BREAK;
      }
      const target = anchors.get(alias.source);
      if (target !== undefined) targets.set(alias, target);
      else log.error('', alias, `the alias *${alias.source} has no anchor &${alias.source} before it`);
      return undefined;
    },
    Scalar: (_key, scalar) => {
      if (scalar.anchor !== undefined) anchors.set(scalar.anchor, scalar);
    },
    Seq: (_key, list) => {
      if (list.anchor !== undefined) anchors.set(list.anchor, list);
    },
    Map: (_key, map) => {
      if (map.anchor !== undefined) anchors.set(map.anchor, map);
      const seen = new Set<string>();
      for (const { key } of map.items) {
        if (!isScalar(key)) {
          log.error('', key as Node, 'a key must be plain text');
          continue;
        }
        const name = keyText(key);
        if (seen.has(name)) log.error(name, key, `the key "${name}" stands twice in the same section`);
        seen.add(name);
      }
    },
  });
  return targets;
}

/** A key as written: `1: x` and `"1": x` both have the key 1. */
export const keyText = (key: unknown): string =>
  isScalar(key) ? (typeof key.value === 'string' ? key.value : (key.source ?? String(key.value))) : String(key);

const tagFault = (message: string): string => `the tag ${message.replace('Unresolved tag: ', '')} is not allowed`;

function yamlFault(code: string, message: string): string {
  switch (code) {
    case 'RESOURCE_EXHAUSTION':
      return 'the file is nested too deeply';
    case 'MULTIPLE_DOCS':
      return 'the file holds more than one YAML document (a line "---" starts another)';
    case 'TAB_AS_INDENT':
      return 'a tab is used to indent; YAML allows spaces only';
    default:
      return `this is not valid YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}`;
  }
}

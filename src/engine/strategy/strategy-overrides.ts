import { isMap, isScalar, isSeq, type Node, Pair, Scalar, visit, YAMLMap } from 'yaml';
import { keyText, readValue, type StrategyDocument } from './strategy-document';

/**
 * Puts `key.path=value` settings into the tree, as if the file said so: they are then validated like the file. Values
 * are YAML (`20`, `true`, `[24, 12]`); a path goes through sections by key and through lists by index from 0. A key
 * that is not there is added, so that a wrong one is reported as unknown. A path does not lead into an alias: it would
 * change every user of the anchor.
 */
export function applyOverrides(source: StrategyDocument, overrides: readonly string[]): void {
  for (const override of overrides) applyOverride(source, override);
}

function applyOverride(source: StrategyDocument, override: string): void {
  const { log } = source;
  const split = override.indexOf('=');
  const path = override.slice(0, Math.max(split, 0)).trim();
  const names = path.split('.');
  if (names.includes('')) {
    log.error('', null, `"${override}" is not a setting`, { expected: 'key.path=value, such as training.epochs=20' });
    return;
  }
  const value = readValue(override.slice(split + 1).trim());
  if (value === null) {
    log.error(path, null, `the value of "${override}" is empty or not plain YAML data`);
    return;
  }
  // Its positions are positions in the setting, not in the file.
  visit(value, {
    Node: (_key, node) => {
      node.range = null;
      log.markOverride(node, override);
    },
  });

  let parent: Node = source.root;
  for (const [depth, name] of names.entries()) {
    const child: Node | null = depth === names.length - 1 ? value : childOf(parent, name);
    const key = new Scalar(name);
    log.markOverride(key, override);
    if (child === null || !putChild(parent, key, child)) {
      log.error(path, null, `"${override}" leads nowhere`, {
        expected: `a section, or an item of a list, at \`${names.slice(0, depth + 1).join('.')}\``,
      });
      return;
    }
    parent = child;
  }
}

/** The section or list under a key, a new section where there is nothing; null where something else stands there. */
function childOf(parent: Node, name: string): Node | null {
  const present = lookUp(parent, name);
  if (present === null || (isScalar(present) && present.value === null)) return isMap(parent) ? new YAMLMap() : null;
  return isMap(present) || isSeq(present) ? present : null;
}

function lookUp(parent: Node, name: string): Node | null {
  if (isMap(parent)) return (parent.items.find(({ key }) => keyText(key) === name)?.value ?? null) as Node | null;
  return isSeq(parent) ? ((parent.items[indexIn(name)] ?? null) as Node | null) : null;
}

/** Sets the value of a key, or of an item that the list has. False where there is no such place. */
function putChild(parent: Node, key: Scalar<string>, value: Node): boolean {
  if (isMap(parent)) {
    const pair = parent.items.find((item) => keyText(item.key) === key.value);
    if (pair === undefined) parent.items.push(new Pair<Node, Node>(key, value));
    else pair.value = value;
    return true;
  }
  const index = indexIn(key.value);
  if (!isSeq(parent) || index >= parent.items.length) return false;
  parent.items[index] = value;
  return true;
}

const indexIn = (name: string): number => (/^\d{1,6}$/.test(name) ? Number(name) : Number.POSITIVE_INFINITY);

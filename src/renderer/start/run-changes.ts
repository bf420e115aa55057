import type { OperationRequest, RunChanges } from '../../contract/requests';

type Fields = Readonly<Record<string, unknown>>;

/** What running again can change while it stays a repeat; overrides may only be added to. */
const PLAIN = ['seed', 'startDate', 'endDate', 'initialCapital', 'commission', 'slippage'] as const;

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is different in a request that began as another one, or null when it is more than a repeat can change, such as
 * another strategy or symbol: then it is a request of its own.
 */
export function runChangesBetween(before: OperationRequest, after: OperationRequest): RunChanges | null {
  const [was, is] = [before as Fields, after as Fields];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => !isSame(was[key], is[key]));
  const changes: Record<string, unknown> = {};
  for (const key of changed) {
    if ((PLAIN as readonly string[]).includes(key)) changes[key] = is[key];
    else if (key === 'overrides') {
      const added = addedOverrides(was[key] as readonly string[], is[key] as readonly string[]);
      if (added === null) return null;
      changes[key] = added;
    } else return null;
  }
  return changes as RunChanges;
}

function addedOverrides(was: readonly string[], is: readonly string[]): string[] | null {
  return was.every((one, place) => is[place] === one) ? is.slice(was.length) : null;
}

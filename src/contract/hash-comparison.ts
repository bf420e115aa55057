import { z } from 'zod';
import type { OperationResult } from './results';

/** A result's hashes, as they were and as a second run made them. */
export const hashComparisonSchema = z.strictObject({
  same: z.boolean(),
  hashes: z.record(z.string(), z.strictObject({ was: z.string(), is: z.string() })),
  /** Set when the two runs could not have been equal: another engine version. */
  why: z.string().nullable(),
});
export type HashComparison = z.infer<typeof hashComparisonSchema>;

/** The hashes that two runs of the same operation must share, by name. */
export function hashesOf(result: OperationResult): Readonly<Record<string, string>> {
  switch (result.type) {
    case 'training':
      return { modelHash: result.modelHash, metricsHash: result.metricsHash };
    case 'backtesting':
      return { tradesHash: result.tradesHash, equityHash: result.equityHash };
    case 'data_load':
      return { fingerprint: result.fingerprint };
    case 'agent_design':
      return { designHash: result.designHash };
    case 'agent_assessment':
      return { assessmentHash: result.assessmentHash };
    case 'agent_research':
    case 'dummy':
      return {};
  }
}

const engineOf = (result: OperationResult): string | null => ('engineVersion' in result ? result.engineVersion : null);

export function compareHashes(was: OperationResult, is: OperationResult): HashComparison {
  const [before, after] = [hashesOf(was), hashesOf(is)];
  const names = Object.keys(before);
  const [old, now] = [engineOf(was), engineOf(is)];
  return {
    same: names.every((name) => before[name] === after[name]),
    hashes: Object.fromEntries(names.map((name) => [name, { was: before[name] ?? '', is: after[name] ?? '' }])),
    why: old === now ? null : `It was made by engine ${old ?? 'unknown'}; this is engine ${now ?? 'unknown'}.`,
  };
}

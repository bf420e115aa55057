import { createHash } from 'node:crypto';
import type { JobSpec } from '../../contract/worker-protocol';

/**
 * SHA-256 (hex) of what a job computes: its spec in JSON with sorted keys, without the places of files, as those change
 * when a profile moves. Data are named by their fingerprint, a model by the operation that made it.
 */
export function jobHash(spec: JobSpec): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(withoutPaths(spec))))
    .digest('hex');
}

function withoutPaths(spec: JobSpec): object {
  switch (spec.type) {
    case 'training': {
      const { artifactsFolder: _, dataset, ...rest } = spec;
      return { ...rest, dataset: dataset.fingerprint, symbol: dataset.symbol, timeframe: dataset.timeframe };
    }
    case 'backtesting': {
      const { artifactsFolder: _, modelPath: __, dataset, ...rest } = spec;
      return { ...rest, dataset: dataset.fingerprint, symbol: dataset.symbol, timeframe: dataset.timeframe };
    }
    default:
      return spec;
  }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** The value below which a share of the samples lies (nearest rank). */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? Number.NaN;
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

const milliseconds = (value: number): string => (Number.isNaN(value) ? '-' : value.toFixed(value < 10 ? 1 : 0));

/** `n p50 p99 max` in milliseconds, for a line of a table. */
export const spreadText = (samples: readonly number[]): string =>
  [
    String(samples.length).padStart(4),
    ...[0.5, 0.99, 1].map((share) => milliseconds(quantile(samples, share)).padStart(7)),
  ].join('');

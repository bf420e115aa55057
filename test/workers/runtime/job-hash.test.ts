import { describe, expect, test } from 'vitest';
import type { JobSpecOf } from '../../../src/contract/worker-protocol';
import { jobHash } from '../../../src/workers/runtime/job-hash';

const training = {
  type: 'training',
  strategy: { name: 'a', training: { epochs: 3, split: { train: 0.7, test: 0.3 } } },
  dataset: { fingerprint: 'f'.repeat(64) as never, path: '/a/b.parquet', symbol: 'DEMO', timeframe: '1d' },
  range: { from: null, before: 5 },
  seed: 1,
  artifactsFolder: '/a',
} as const satisfies JobSpecOf<'training'>;

describe('the hash of a job', () => {
  test('is the same wherever its files lie and however its keys are ordered', () => {
    const moved = { ...training, dataset: { ...training.dataset, path: '/elsewhere' }, artifactsFolder: '/elsewhere' };
    expect(jobHash(moved)).toBe(jobHash(training));
    const turned = Object.fromEntries(Object.entries(training).reverse()) as typeof training;
    const strategy = { training: { split: { test: 0.3, train: 0.7 }, epochs: 3 }, name: 'a' };
    expect(jobHash({ ...turned, strategy })).toBe(jobHash(training));
  });

  test.each([
    ['seed', { seed: 2 }],
    ['strategy', { strategy: { ...training.strategy, name: 'b' } }],
    ['range', { range: { from: null, before: 6 } }],
    ['data', { dataset: { ...training.dataset, fingerprint: 'e'.repeat(64) as never } }],
  ])('is another with another %s', (_, change) => {
    expect(jobHash({ ...training, ...change })).not.toBe(jobHash(training));
  });
});

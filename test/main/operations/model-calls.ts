import fc from 'fast-check';
import { CANCEL_REASONS } from '../../../src/contract/cancellation';
import { PRIORITIES } from '../../../src/contract/queue-place';

const pick = fc.nat(5);
const priority = fc.constantFrom(...PRIORITIES);
const kind = <Kind extends string>(name: Kind) => fc.constant(name);
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });

/** One call of the operations service, legal or not, or something that happens to the app. */
export const modelCall = fc.oneof(
  weighted(3, fc.record({ kind: kind('create'), parent: fc.option(pick, { freq: 2 }), priority })),
  weighted(9, fc.record({ kind: kind('start'), pick })),
  weighted(2, fc.record({ kind: kind('complete'), pick })),
  weighted(2, fc.record({ kind: kind('fail'), pick, failParent: fc.boolean() })),
  weighted(3, fc.record({ kind: kind('cancel'), pick, reason: fc.constantFrom(...CANCEL_REASONS) })),
  weighted(3, fc.record({ kind: kind('confirm'), pick, forced: fc.boolean() })),
  weighted(
    8,
    fc.record({
      kind: kind('progress'),
      pick,
      seqStep: fc.integer({ min: 0, max: 3 }),
      phase: fc.nat(3),
      current: fc.nat(12),
    }),
  ),
  weighted(
    2,
    fc.record({
      kind: kind('update'),
      pick,
      percentage: fc.oneof(fc.double({ min: -10, max: 120, noNaN: true }), fc.constant(Number.NaN)),
    }),
  ),
  weighted(
    6,
    fc.record({
      kind: kind('metrics'),
      pick,
      from: fc.nat(6),
      values: fc.array(fc.nat(1), { minLength: 1, maxLength: 4 }),
    }),
  ),
  weighted(6, fc.record({ kind: kind('checkpoint'), pick, current: fc.nat(12), nextMetric: fc.nat(3) })),
  weighted(6, fc.record({ kind: kind('resume'), pick, from: fc.option(fc.nat(1)) })),
  weighted(1, fc.record({ kind: kind('priority'), pick, priority })),
  weighted(2, fc.record({ kind: kind('move'), pick, before: fc.option(pick) })),
  weighted(2, fc.record({ kind: kind('delete'), pick })),
  weighted(2, fc.record({ kind: kind('undo'), pick })),
  weighted(3, fc.record({ kind: kind('wait'), milliseconds: fc.nat(9_000) })),
  weighted(2, fc.record({ kind: kind('crash') })),
  weighted(1, fc.record({ kind: kind('quit') })),
);
export type ModelCall = typeof modelCall extends fc.Arbitrary<infer T> ? T : never;

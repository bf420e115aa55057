import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PRIORITIES } from '../../../src/contract/queue-place';
import { settingsSchema } from '../../../src/contract/settings';
import { silentLogger } from '../../../src/main/log/logger';
import type { Acquisition, Lease } from '../../../src/main/workers/lease';
import { compareRanks, type QueueRank } from '../../../src/main/workers/queue-rank';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { FakeWorkerAdapter, jobStart, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const defaults = settingsSchema.parse({}).slots;

const rank: fc.Arbitrary<QueueRank> = fc.record({
  priority: fc.constantFrom(...PRIORITIES),
  order: fc.integer({ min: 0, max: 3 }),
});

type Step =
  | { readonly act: 'settle' | 'restart' }
  | { readonly act: 'come'; readonly rank: QueueRank }
  | { readonly act: 'reorder'; readonly ranks: readonly (readonly [number, QueueRank])[] }
  | { readonly act: 'complete' | 'crash' | 'leave'; readonly whom: number }
  | { readonly act: 'slots'; readonly slots: number }
  | { readonly act: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constantFrom('settle' as const, 'settle' as const, 'restart' as const) }),
  fc.record({ act: fc.constant('come' as const), rank }),
  fc.record({
    act: fc.constant('reorder' as const),
    ranks: fc.array(fc.tuple(fc.nat({ max: 9 }), rank), { maxLength: 4 }),
  }),
  fc.record({
    act: fc.constantFrom('complete' as const, 'crash' as const, 'leave' as const),
    whom: fc.nat({ max: 9 }),
  }),
  fc.record({ act: fc.constant('slots' as const), slots: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ act: fc.constant('wait' as const), ms: fc.constantFrom(100, 30_000, 60_000) }),
);

interface Visitor {
  readonly number: number;
  readonly place: Acquisition;
  rank: QueueRank;
  lease: Lease | null;
  outcome: 'waiting' | 'running' | 'ended' | 'refused';
}

const inOrder = (visitors: readonly Visitor[]): Visitor[] =>
  [...visitors].sort((a, b) => compareRanks(a.rank, b.rank) || a.number - b.number);

test('whatever comes, leaves, ends or dies: never more leases than slots, by rank, nothing taken away, nobody forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = new ManualClock();
      const adapter = new FakeWorkerAdapter(clock);
      let slots = 2;
      const registry = new WorkerRegistry({
        adapter,
        slots: { ...defaults, dummy: slots },
        unresponsiveGraceMs: () => 10_000,
        clock,
        log: silentLogger,
      });
      const visitors: Visitor[] = [];
      /** Ended because the test made it so. */
      const ended = new Set<number>();
      /** Slots may become fewer while more are running; until then this many may run on. */
      let allowed = slots;

      const come = (rank: QueueRank): void => {
        const number = visitors.length;
        const place = registry.acquire('dummy', operationId(number), rank);
        const visitor: Visitor = { number, place, rank, lease: null, outcome: 'waiting' };
        visitors.push(visitor);
        place.granted.then(
          (lease) => {
            visitor.lease = lease;
            visitor.outcome = 'running';
            void lease.proxy.ended.then(() => {
              visitor.outcome = 'ended';
            });
            void lease.proxy.start(job, jobStart());
          },
          () => {
            visitor.outcome = 'refused';
          },
        );
      };
      const check = (): void => {
        const busy = registry.snapshot().workers.filter(({ operationId: id }) => id !== null).length;
        expect(busy).toBeLessThanOrEqual(allowed);
        allowed = Math.max(slots, busy);
        // The model of the queue: everyone who waits, by rank, then as they came.
        const waiting = inOrder(visitors.filter(({ place }) => place.position() !== null));
        expect(waiting.map(({ place }) => place.position())).toEqual(waiting.map((_, index) => index + 1));
        expect(registry.snapshot().queued.dummy).toBe(waiting.length);
        for (const { number, lease } of visitors) {
          if (lease !== null && !ended.has(number)) expect(lease.proxy.state).not.toBe('ended');
        }
      };
      const running = (whom: number): Visitor | undefined => {
        const now = visitors.filter(({ outcome, lease }) => outcome === 'running' && lease?.proxy.state === 'started');
        return now[whom % Math.max(1, now.length)];
      };

      for (const one of steps) {
        const before = inOrder(visitors.filter(({ place }) => place.position() !== null));
        if (one.act === 'come') come(one.rank);
        else if (one.act === 'restart') registry.restart('dummy');
        else if (one.act === 'reorder') {
          registry.reorder(new Map(one.ranks.map(([number, changed]) => [operationId(number), changed])));
          for (const [number, changed] of one.ranks) if (visitors[number]) visitors[number].rank = changed;
        } else if (one.act === 'slots') {
          slots = one.slots;
          registry.setSlots({ ...defaults, dummy: slots });
        } else if (one.act === 'wait') clock.advance(one.ms);
        else if (one.act === 'leave') {
          ended.add(one.whom);
          visitors[one.whom]?.place.abandon();
        } else if (one.act === 'complete' || one.act === 'crash') {
          const visitor = running(one.whom);
          if (visitor !== undefined) {
            const worker = adapter.workerOf(operationId(visitor.number));
            ended.add(visitor.number);
            if (one.act === 'complete') worker.complete(operationId(visitor.number));
            else worker.exit(9);
          }
        }
        if (one.act === 'settle') await settled();
        check();
        // Whoever got a slot just now stood before all who did not.
        if (registry.snapshot().stopped.length === 0 && one.act !== 'leave' && one.act !== 'reorder') {
          const left = before.map(({ place }) => place.position() === null);
          expect(left).toEqual([...left].sort((a, b) => Number(b) - Number(a)));
        }
      }
      registry.restart('dummy');

      for (let round = 0; visitors.some(({ outcome }) => outcome === 'waiting' || outcome === 'running'); round += 1) {
        if (round > 400) throw new Error('somebody waits for ever');
        clock.advance(1_000);
        await settled();
        const visitor = running(0);
        if (visitor !== undefined) {
          ended.add(visitor.number);
          adapter.workerOf(operationId(visitor.number)).complete(operationId(visitor.number));
        }
        check();
      }
      expect(registry.snapshot().queued.dummy).toBe(0);
      await registry.shutdown();
      expect(adapter.alive).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

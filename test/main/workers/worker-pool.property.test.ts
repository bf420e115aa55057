import fc from 'fast-check';
import { expect, test } from 'vitest';
import { settingsSchema } from '../../../src/contract/settings';
import { silentLogger } from '../../../src/main/log/logger';
import type { Acquisition, Lease } from '../../../src/main/workers/lease';
import { WorkerRegistry } from '../../../src/main/workers/worker-registry';
import { FakeWorkerAdapter, settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { ManualClock } from '../operations/manual-clock';

const job = { type: 'dummy', steps: 1, seconds: 0, failAt: null, ignoreCancel: false } as const;
const defaults = settingsSchema.parse({}).slots;

type Step =
  | { readonly act: 'come' | 'settle' }
  | { readonly act: 'complete' | 'crash' | 'leave'; readonly whom: number }
  | { readonly act: 'slots'; readonly slots: number }
  | { readonly act: 'wait'; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constantFrom('come' as const, 'come' as const, 'settle' as const) }),
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
  lease: Lease | null;
  outcome: 'waiting' | 'running' | 'ended' | 'refused';
}

test('whatever comes, leaves, ends or dies: never more leases than slots, first come first served, nobody forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const clock = new ManualClock();
      const adapter = new FakeWorkerAdapter();
      let slots = 2;
      const registry = new WorkerRegistry({ adapter, slots: { ...defaults, dummy: slots }, clock, log: silentLogger });
      const visitors: Visitor[] = [];
      const granted: number[] = [];
      /** Slots may become fewer while more are running; until then this many may run on. */
      let allowed = slots;

      const come = (): void => {
        const number = visitors.length;
        const place = registry.acquire('dummy', operationId(number));
        const visitor: Visitor = { number, place, lease: null, outcome: 'waiting' };
        visitors.push(visitor);
        place.granted.then(
          (lease) => {
            visitor.lease = lease;
            granted.push(number);
            visitor.outcome = 'running';
            void lease.proxy.ended.then(() => {
              visitor.outcome = 'ended';
            });
            void lease.proxy.start(job);
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
        const positions = visitors.map(({ place }) => place.position()).filter((position) => position !== null);
        expect(positions).toEqual(positions.map((_, index) => index + 1));
      };
      const running = (whom: number): Visitor | undefined => {
        const now = visitors.filter(({ outcome, lease }) => outcome === 'running' && lease?.proxy.state === 'started');
        return now[whom % Math.max(1, now.length)];
      };

      for (const one of steps) {
        if (one.act === 'come') come();
        else if (one.act === 'slots') {
          slots = one.slots;
          registry.setSlots({ ...defaults, dummy: slots });
        } else if (one.act === 'wait') clock.advance(one.ms);
        else if (one.act === 'leave') visitors[one.whom]?.place.abandon();
        else if (one.act === 'complete' || one.act === 'crash') {
          const visitor = running(one.whom);
          if (visitor !== undefined) {
            const worker = adapter.workerOf(operationId(visitor.number));
            if (one.act === 'complete') worker.complete(operationId(visitor.number));
            else worker.exit(9);
          }
        }
        if (one.act === 'settle') await settled();
        check();
      }

      for (let round = 0; visitors.some(({ outcome }) => outcome === 'waiting' || outcome === 'running'); round += 1) {
        if (round > 400) throw new Error('somebody waits for ever');
        clock.advance(1_000);
        await settled();
        const visitor = running(0);
        if (visitor !== undefined) {
          adapter.workerOf(operationId(visitor.number)).complete(operationId(visitor.number));
        }
        check();
      }
      expect(granted).toEqual([...granted].sort((a, b) => a - b));
      expect(registry.snapshot().queued.dummy).toBe(0);
      await registry.shutdown();
      expect(adapter.alive).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { settled } from '../../fakes/fake-workers';
import { outcomeOf, snapshotOf, stepsOf } from '../operations/operation-samples';
import { RunnerOnDisk } from './runner-on-disk';

const OPERATIONS = 3;
const WORK = { phase: 1, from: 2, share: 96, total: 1_000 };

const event = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('progress' as const), current: fc.nat(WORK.total) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('metrics' as const), rows: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const) }) },
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;
const end = fc.constantFrom('completed' as const, 'cancelled' as const, 'failed' as const, 'crash' as const);
const script = fc.record({ events: fc.array(event, { maxLength: 12 }), end });
/** Whose turn it is, again and again; who has nothing left passes it on. */
const turns = fc.array(fc.nat(OPERATIONS - 1), { minLength: 10, maxLength: 60 });

/** One operation as its own messages alone make it. */
class Follower {
  readonly values: number[] = [];
  current = 0;
  asked = false;
  hasEnded = false;
  #seq = 0;

  constructor(
    readonly id: OperationId,
    readonly number: number,
    private readonly lab: RunnerOnDisk,
    private readonly events: Event[],
    readonly end: 'completed' | 'cancelled' | 'failed' | 'crash',
  ) {}

  async step(): Promise<boolean> {
    if (this.hasEnded) return false;
    const next = this.events.shift();
    if (next === undefined) this.#finish();
    else await this.#play(next);
    return true;
  }

  async #play(next: Event): Promise<void> {
    const { id, lab } = this;
    switch (next.kind) {
      case 'progress': {
        this.#seq += 1;
        this.current = Math.max(this.current, next.current);
        const snapshot = snapshotOf(this.#seq, { phase: WORK.phase, current: next.current, total: WORK.total });
        lab.worker(id).say({ kind: 'progress', operationId: id, snapshot });
        return;
      }
      case 'metrics': {
        const first = this.values.length;
        const values = Array.from({ length: next.rows }, (_, row) => this.number * 1_000 + first + row);
        lab.metrics(id, stepsOf(first, values));
        this.values.push(...values);
        return;
      }
      case 'cancel':
        this.asked = true;
        lab.runner.cancel(id, 'user', `note of ${this.number}`);
        return;
      case 'wait':
        await settled();
    }
  }

  #finish(): void {
    const { id, lab, end: how } = this;
    const worker = lab.worker(id);
    this.hasEnded = true;
    switch (how) {
      case 'completed':
        worker.say({
          kind: 'completed',
          operationId: id,
          outcome: outcomeOf({ result: { type: 'dummy', steps: this.number }, warnings: [`warning ${this.number}`] }),
        });
        return;
      case 'cancelled':
        worker.say({ kind: 'cancelled', operationId: id, forced: false, warnings: [] });
        return;
      case 'failed':
        worker.say({
          kind: 'failed',
          operationId: id,
          failure: failure('requested_failure', `failure of ${this.number}`),
          warnings: [],
        });
        return;
      case 'crash':
        worker.exit(9);
    }
  }

  check(): void {
    const { id, lab, number } = this;
    const operation = lab.disk.service.get(id);
    expect(lab.disk.service.metrics(id, 0).metrics.map(({ data }) => data['value'])).toEqual(this.values);
    expect(lab.endsOf(id)).toEqual([operation.status]);
    const cancels = lab.worker(id).received.flatMap((one) => (one.kind === 'cancel' ? [one.operationId] : []));
    expect(cancels.filter((one) => one === id)).toHaveLength(this.asked ? 1 : 0);
    if (operation.status === 'pending') throw new Error('it never started');
    expect(operation.progress.percentage).toBeCloseTo(operation.status === 'completed' ? 100 : this.#reached(), 6);
    switch (operation.status) {
      case 'completed':
        expect(this.end).toBe('completed');
        expect(operation).toMatchObject({ result: { steps: number }, warnings: [`warning ${number}`] });
        return;
      case 'cancelled':
        expect([this.end, this.asked]).toEqual(['cancelled', true]);
        expect(operation).toMatchObject({ reason: 'user', note: `note of ${number}`, forced: false });
        return;
      case 'failed':
        if (this.end === 'failed') expect(operation.failure.message).toBe(`failure of ${number}`);
        else if (this.end === 'crash') expect(operation.failure.code).toBe('worker_crashed');
        else expect([this.end, this.asked]).toEqual(['cancelled', false]);
        return;
      default:
        throw new Error(`${id} is still ${operation.status}`);
    }
  }

  #reached(): number {
    return this.#seq === 0 ? 0 : WORK.from + (this.current / WORK.total) * WORK.share;
  }
}

it('operations of one service at once never mix progress, metrics, cancellation or result', async () => {
  const lab = new RunnerOnDisk(OPERATIONS);
  await fc.assert(
    fc.asyncProperty(fc.tuple(script, script, script), turns, async (scripts, order) => {
      // Crashes of earlier runs would add up.
      lab.registry.restart('dummy');
      const ids = scripts.map(() => lab.askAtOnce());
      await settled();
      const followers = scripts.map(
        (one, index) => new Follower(ids[index]!, index + 1, lab, [...one.events], one.end),
      );
      for (const turn of order) await followers[turn]!.step();
      for (const follower of followers) while (await follower.step());
      await settled();
      for (const follower of followers) follower.check();
      expect(lab.runner.activeCount).toBe(0);
      expect(lab.coordinator.status().operations).toEqual([]);
    }),
    { numRuns: 60 },
  );
}, 60_000);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { operationSchema } from '../../../src/contract/operation';
import { operationQuerySchema } from '../../../src/contract/operation-listing';
import { OPERATION_STATUSES, type OperationStatus } from '../../../src/contract/operation-status';
import { outcomeOf, snapshotOf, stepsOf } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

/** What must be true of one operation, in as few words as possible. */
interface Expected {
  status: OperationStatus;
  asked: boolean;
  metrics: number[];
  percentage: number;
  seq: number;
  hiddenAt: number | null;
}

const ENDED: readonly OperationStatus[] = ['completed', 'failed', 'cancelled'];
const pick = fc.nat(3);
const call = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('create' as const) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('start' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('complete' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fail' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('confirm' as const), pick, forced: fc.boolean() }) },
  {
    weight: 20,
    arbitrary: fc.record({
      kind: fc.constant('progress' as const),
      pick,
      seqStep: fc.integer({ min: 0, max: 3 }),
      phase: fc.integer({ min: 1, max: 3 }),
      current: fc.nat(12),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('metrics' as const),
      pick,
      from: fc.nat(6),
      values: fc.array(fc.nat(1), { minLength: 1, maxLength: 4 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('delete' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('undo' as const), pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.nat(9_000) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const) }) },
);
type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

class Model {
  readonly expected = new Map<OperationId, Expected>();

  constructor(readonly disk: ServiceOnDisk) {}

  apply(one: Call): void {
    const { disk, expected } = this;
    const { service, clock } = disk;
    if (one.kind === 'create') {
      const id = disk.create();
      expected.set(id, { status: 'pending', asked: false, metrics: [], percentage: 0, seq: -1, hiddenAt: null });
      return;
    }
    if (one.kind === 'wait') {
      clock.advance(one.milliseconds);
      return;
    }
    if (one.kind === 'crash') {
      this.#crash();
      return;
    }
    const ids = [...expected.keys()];
    const id = ids[one.pick % ids.length];
    const model = id && expected.get(id);
    if (!id || !model) return;
    const visible = model.hiddenAt === null;
    const move = (from: readonly OperationStatus[], to: OperationStatus, ok: boolean): void => {
      expect(ok).toBe(visible && from.includes(model.status));
      if (ok) Object.assign(model, { status: to, asked: false });
    };
    switch (one.kind) {
      case 'start':
        move(['pending'], 'running', service.start(id).ok);
        break;
      case 'complete':
        move(['running'], 'completed', service.complete(id, outcomeOf()).ok);
        break;
      case 'fail':
        move(['pending', 'running'], 'failed', service.fail(id, failure('internal', 'broken')).ok);
        break;
      case 'cancel': {
        const { ok } = service.requestCancel(id, 'user', null);
        if (model.status === 'running') model.asked = true;
        else move(['pending'], 'cancelled', ok);
        break;
      }
      case 'confirm':
        move(['running'], model.asked ? 'cancelled' : 'failed', service.confirmCancelled(id, one).ok);
        break;
      case 'progress': {
        const { phase, current } = one;
        const seq = Math.max(0, model.seq + one.seqStep);
        const moved = service.updateProgress(id, snapshotOf(seq, { phase, current, total: 10 }));
        if (model.status !== 'running' || seq <= model.seq) expect(moved).toBe(false);
        if (moved) model.seq = seq;
        break;
      }
      case 'metrics':
        this.#append(id, model, one.from, one.values);
        break;
      case 'delete': {
        const hidden = service.delete([id]).length === 1;
        expect(hidden).toBe(visible && ENDED.includes(model.status));
        if (hidden) model.hiddenAt = clock.now();
        break;
      }
      case 'undo': {
        const shown = service.undoDelete([id]).length === 1;
        expect(shown).toBe(model.hiddenAt !== null && clock.now() - model.hiddenAt < 10_000);
        if (shown) model.hiddenAt = null;
        break;
      }
    }
  }

  check(): void {
    const { service } = this.disk;
    const counts = Object.fromEntries(OPERATION_STATUSES.map((status) => [status, 0])) as Record<
      OperationStatus,
      number
    >;
    for (const [id, model] of this.expected) {
      const operation = service.find(id);
      if (model.hiddenAt !== null) {
        expect(operation).toBeNull();
        continue;
      }
      counts[model.status] += 1;
      expect(operation?.status).toBe(model.status);
      expect(operationSchema.safeParse(operation).error).toBeUndefined();
      if (operation?.status === 'running') expect(operation.cancelRequested !== null).toBe(model.asked);
      if (operation && operation.status !== 'pending') {
        expect(operation.progress.percentage).toBeGreaterThanOrEqual(model.percentage);
        model.percentage = operation.progress.percentage;
        if (operation.status === 'completed') expect(model.percentage).toBe(100);
      }
      expect(service.metrics(id, 0).metrics.map((row) => row.data['value'])).toEqual(model.metrics);
      expect(service.metrics(id, 99).cursor).toBe(model.metrics.length);
    }
    const page = service.list(operationQuerySchema.parse({ filter: {}, limit: 1_000 }));
    expect(page.counts).toEqual(counts);
    expect(page.total).toBe(page.operations.length);
    expect(page.active).toBe(counts.pending + counts.running);
  }

  #append(id: OperationId, model: Expected, from: number, values: number[]): void {
    const { service } = this.disk;
    const batch = stepsOf(from, values);
    const known = model.metrics.slice(from, from + values.length);
    const agrees = known.every((value, index) => value === values[index]);
    if (model.status !== 'running') expect(service.appendMetrics(id, batch)).toEqual({ kind: 'refused' });
    else if (from > model.metrics.length) {
      expect(service.appendMetrics(id, batch)).toEqual({ kind: 'gap', cursor: model.metrics.length });
    } else if (agrees) {
      model.metrics.push(...values.slice(known.length));
      expect(service.appendMetrics(id, batch)).toEqual({ kind: 'stored', cursor: model.metrics.length });
    } else expect(() => service.appendMetrics(id, batch)).toThrow(FailureError);
  }

  /** Progress of the last second may be lost with the app; nothing else may. */
  #crash(): void {
    this.disk.crashAndReopen();
    this.disk.service.reconcileAtLaunch();
    for (const model of this.expected.values()) {
      if (ENDED.includes(model.status)) continue;
      Object.assign(model, { status: 'failed', asked: false, percentage: 0 });
    }
  }
}

it('states, progress, metrics and counts agree with a small model, whatever is called, through crashes', () => {
  const disk = new ServiceOnDisk();
  fc.assert(
    fc.property(fc.array(call, { minLength: 20, maxLength: 80, size: 'max' }), (calls) => {
      const all = operationQuerySchema.parse({ filter: {}, limit: 1_000 });
      for (const { operationId } of disk.service.list(all).operations) {
        disk.service.fail(operationId, failure('internal', 'end of round'));
        disk.service.delete([operationId]);
      }
      const model = new Model(disk);
      model.apply({ kind: 'create' });
      for (const one of calls) {
        model.apply(one);
        model.check();
      }
    }),
    { numRuns: 40 },
  );
}, 60_000);

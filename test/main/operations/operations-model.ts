import { expect } from 'vitest';
import type { CancelReason } from '../../../src/contract/cancellation';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { type Operation, operationSchema } from '../../../src/contract/operation';
import { operationQuerySchema } from '../../../src/contract/operation-listing';
import { isActive, OPERATION_STATUSES, type OperationStatus } from '../../../src/contract/operation-status';
import { PRIORITIES, type Priority } from '../../../src/contract/queue-place';
import type { ModelCall } from './model-calls';
import { dummyRequest, metadataOf, outcomeOf, snapshotOf, stepsOf, writtenCheckpoint } from './operation-samples';
import type { ServiceOnDisk } from './service-on-disk';

const UNDO_MS = 10_000;
/** Of a dummy: from and to of its phases, in percent. */
const PHASES = [
  [0, 2],
  [2, 98],
  [98, 100],
] as const;

interface ExpectedAttempt {
  readonly fromCheckpoint: number;
  readonly fromPercentage: number;
  started: boolean;
  outcome: 'completed' | 'failed' | 'cancelled' | null;
}

interface ExpectedCheckpoint {
  readonly number: number;
  readonly percentage: number;
  readonly path: string;
}

/** What must be true of one operation, in as few words as possible. */
interface Expected {
  readonly id: OperationId;
  readonly parent: Expected | null;
  status: OperationStatus;
  asked: CancelReason | null;
  reason: CancelReason | null;
  metrics: number[];
  percentage: number;
  /** Of the attempt that runs: newest report and phase. */
  seq: number;
  phase: number;
  /** What the row said when the waiting attempt was asked for. */
  before: Operation | null;
  attempts: ExpectedAttempt[];
  checkpoints: ExpectedCheckpoint[];
  checkpointsMade: number;
  priority: Priority;
  hiddenAt: number | null;
}

/** A history kept as plainly as can be, beside the real one; every call is made to both. */
export class OperationsModel {
  readonly #all: Expected[] = [];
  /** Whoever waits, as one list; priorities are laid over it. */
  #queue: Expected[] = [];
  readonly #droppedFiles = new Set<string>();

  constructor(readonly disk: ServiceOnDisk) {}

  /** Makes a call and checks the family it touched, or all when it concerned everything. */
  step(call: ModelCall): void {
    this.#apply(call);
    const touched = 'pick' in call ? this.#all[call.pick % this.#all.length] : undefined;
    this.check(touched === undefined ? this.#all : this.#familyOf(rootOf(touched)));
  }

  #apply(call: ModelCall): void {
    switch (call.kind) {
      case 'create':
        this.#create(call.parent, call.priority);
        break;
      case 'wait':
        this.disk.clock.advance(call.milliseconds);
        break;
      case 'quit':
        this.disk.service.close();
        this.#relaunch();
        break;
      case 'crash':
        this.#relaunch();
        break;
      default: {
        const one = this.#all[call.pick % this.#all.length];
        if (one !== undefined) this.#call(one, call);
      }
    }
  }

  /** Everything the service can be asked, against everything that is expected. */
  check(touched: readonly Expected[] = this.#all): void {
    const { service } = this.disk;
    const counts = Object.fromEntries(OPERATION_STATUSES.map((status) => [status, 0])) as Record<
      OperationStatus,
      number
    >;
    for (const one of this.#all) {
      if (one.hiddenAt === null) counts[one.status] += 1;
    }
    for (const one of touched) {
      const operation = service.find(one.id);
      if (one.hiddenAt === null) this.#checkOne(one, operation);
      else expect(operation).toBeNull();
    }
    const page = service.list(operationQuerySchema.parse({ filter: {}, limit: 1_000 }));
    expect(page.counts).toEqual(counts);
    expect(page.active).toBe(counts.pending + counts.resuming + counts.running);
    expect(service.waiting()).toEqual(this.#waiting().map(({ id }) => id));
  }

  /** When all sweeps are over: what fell out of use is gone from disk, and nothing else is. */
  checkFiles(): void {
    const deleted = new Set(this.disk.deletedFiles);
    for (const path of this.#droppedFiles) expect(deleted).toContain(path);
    for (const { checkpoints, hiddenAt } of this.#all) {
      if (hiddenAt !== null) continue;
      for (const { path } of checkpoints) expect(deleted).not.toContain(path);
    }
  }

  #checkOne(one: Expected, operation: Operation | null): void {
    const { service } = this.disk;
    expect(operation).not.toBeNull();
    if (operation === null) return;
    expect(operationSchema.safeParse(operation).error).toBeUndefined();
    const children = this.#all.filter(({ parent, hiddenAt }) => parent === one && hiddenAt === null);
    expect(operation).toMatchObject({
      status: one.status,
      parentOperationId: one.parent?.id ?? null,
      attempt: one.attempts.length,
      childCount: children.length,
    });
    expect(service.children(one.id).map(({ operationId }) => operationId)).toEqual(children.map(({ id }) => id));
    expect(service.liveDescendants(one.id)).toEqual(this.#liveDescendants(one).map(({ id }) => id));
    if (operation.status === 'running') expect(operation.cancelRequested?.reason ?? null).toBe(one.asked);
    if (operation.status === 'cancelled') expect(operation.reason).toBe(one.reason);
    if (operation.status === 'pending' || operation.status === 'resuming')
      expect(operation.priority).toBe(one.priority);
    if ('progress' in operation) {
      expect(operation.progress.percentage).toBeCloseTo(one.percentage, 9);
      expect(service.aggregatedProgress(one.id).percentage).toBeGreaterThanOrEqual(operation.progress.percentage);
    }
    if ('checkpoint' in operation) expect(operation.checkpoint?.number).toBe(one.checkpoints[0]?.number);
    expect(service.checkpointFiles(one.id)).toMatchObject(
      one.checkpoints.map(({ number, path }) => ({ checkpoint: { number }, path })),
    );
    expect(service.metrics(one.id, 0).metrics.map(({ data }) => data['value'])).toEqual(one.metrics);
    expect(
      service.attempts(one.id).map(({ fromCheckpoint, fromPercentage, startedAt, end }) => ({
        fromCheckpoint,
        fromPercentage,
        started: startedAt !== null,
        outcome: end?.outcome ?? null,
      })),
    ).toEqual(one.attempts);
  }

  #create(parentPick: number | null, priority: Priority): void {
    const { service } = this.disk;
    const parent = parentPick === null ? null : (this.#all[parentPick % Math.max(1, this.#all.length)] ?? null);
    const create = () =>
      service.create({
        type: 'dummy',
        metadata: metadataOf(),
        request: dummyRequest,
        parentOperationId: parent?.id ?? null,
        priority,
      }).operationId;
    if (parent !== null && parent.hiddenAt !== null) {
      expect(create).toThrow(FailureError);
      return;
    }
    // Equal moments are told apart by the order of rows, so children need not be a moment apart.
    const one: Expected = {
      id: create(),
      parent,
      status: 'pending',
      asked: null,
      reason: null,
      metrics: [],
      percentage: 0,
      seq: -1,
      phase: -1,
      before: null,
      attempts: [{ fromCheckpoint: 0, fromPercentage: 0, started: false, outcome: null }],
      checkpoints: [],
      checkpointsMade: 0,
      priority,
      hiddenAt: null,
    };
    this.#all.push(one);
    this.#queue.push(one);
  }

  #call(one: Expected, call: Exclude<ModelCall, { kind: 'create' | 'wait' | 'crash' | 'quit' }>): void {
    const { service } = this.disk;
    const { id } = one;
    const may = (...from: OperationStatus[]): boolean => one.hiddenAt === null && from.includes(one.status);
    switch (call.kind) {
      case 'start': {
        const allowed = may('pending', 'resuming');
        expect(service.start(id).ok).toBe(allowed);
        if (!allowed) return;
        Object.assign(one, { status: 'running', seq: -1, phase: -1, before: null });
        Object.assign(one.attempts.at(-1) ?? {}, { started: true });
        this.#leaveQueue(one);
        return;
      }
      case 'complete': {
        const allowed = may('running');
        expect(service.complete(id, outcomeOf()).ok).toBe(allowed);
        if (!allowed) return;
        this.#end(one, 'completed');
        one.percentage = 100;
        this.#drop(one, one.checkpoints);
        return;
      }
      case 'fail': {
        const allowed = may('pending', 'resuming', 'running');
        expect(service.fail(id, failure('internal', 'broken'), { failParent: call.failParent }).ok).toBe(allowed);
        for (let next: Expected | null = one; allowed && next !== null && isActive(next.status); ) {
          this.#end(next, 'failed');
          next = call.failParent ? next.parent : null;
        }
        return;
      }
      case 'cancel': {
        const allowed = may('pending', 'resuming', 'running');
        expect(service.requestCancel(id, call.reason, null).ok).toBe(allowed);
        if (!allowed) return;
        if (one.status === 'running') one.asked ??= call.reason;
        else this.#end(one, 'cancelled', call.reason);
        return;
      }
      case 'confirm': {
        const allowed = may('running');
        expect(service.confirmCancelled(id, call).ok).toBe(allowed);
        if (allowed) this.#end(one, one.asked === null ? 'failed' : 'cancelled', one.asked);
        return;
      }
      case 'progress':
        this.#progress(one, call);
        break;
      case 'update': {
        const allowed = may('running');
        expect(service.updateOperationProgress(id, { percentage: call.percentage })).toBe(allowed);
        const told = Number.isNaN(call.percentage) ? 0 : Math.min(100, call.percentage);
        if (allowed) one.percentage = Math.max(one.percentage, told);
        return;
      }
      case 'metrics':
        this.#append(one, call.from, call.values);
        break;
      case 'checkpoint':
        this.#checkpoint(one, call);
        break;
      case 'resume':
        this.#resume(one, call.from);
        break;
      case 'priority': {
        const allowed = may('pending', 'resuming');
        expect(service.setPriority(id, call.priority).ok).toBe(allowed);
        if (allowed) one.priority = call.priority;
        return;
      }
      case 'move':
        this.#move(one, call.before);
        break;
      case 'delete':
        this.#delete(one);
        break;
      case 'undo':
        this.#undo(one);
    }
  }

  #progress(one: Expected, call: { seqStep: number; phase: number; current: number }): void {
    const { service } = this.disk;
    const seq = Math.max(0, one.seq + call.seqStep);
    const moved = service.updateProgress(
      one.id,
      snapshotOf(seq, { phase: call.phase, current: call.current, total: 10 }),
    );
    const range = PHASES[call.phase];
    const allowed = one.status === 'running' && range !== undefined && seq > one.seq && call.phase >= one.phase;
    expect(moved).toBe(allowed);
    if (!allowed) return;
    const reached = range[0] + (range[1] - range[0]) * Math.min(1, call.current / 10);
    Object.assign(one, { seq, phase: call.phase, percentage: Math.max(one.percentage, reached) });
  }

  #append(one: Expected, from: number, values: readonly number[]): void {
    const { service } = this.disk;
    const batch = stepsOf(from, values);
    const known = one.metrics.slice(from, from + values.length);
    if (one.status !== 'running') expect(service.appendMetrics(one.id, batch)).toEqual({ kind: 'refused' });
    else if (from > one.metrics.length) {
      expect(service.appendMetrics(one.id, batch)).toEqual({ kind: 'gap', cursor: one.metrics.length });
    } else if (known.every((value, index) => value === values[index])) {
      one.metrics.push(...values.slice(known.length));
      expect(service.appendMetrics(one.id, batch)).toEqual({ kind: 'stored', cursor: one.metrics.length });
    } else expect(() => service.appendMetrics(one.id, batch)).toThrow(FailureError);
  }

  #checkpoint(one: Expected, { current, nextMetric }: { current: number; nextMetric: number }): void {
    const { service } = this.disk;
    const path = `/checkpoints/${one.id}-${one.checkpointsMade + 1}`;
    const snapshot = snapshotOf(1, { phase: 1, current, total: 10 });
    const { ok } = service.recordCheckpoint(one.id, writtenCheckpoint({ path, snapshot, nextMetricSeq: nextMetric }));
    const allowed = one.status === 'running' && nextMetric <= one.metrics.length;
    expect(ok).toBe(allowed);
    if (!allowed) return;
    one.checkpointsMade += 1;
    const reached = 2 + 96 * Math.min(1, current / 10);
    const percentage = Math.max(reached, one.attempts.at(-1)?.fromPercentage ?? 0);
    one.checkpoints = [{ number: one.checkpointsMade, percentage, path }, ...one.checkpoints];
    this.#drop(one, one.checkpoints.slice(2));
  }

  #resume(one: Expected, from: number | null): void {
    const { service } = this.disk;
    const checkpoint = from === null ? null : (one.checkpoints[from] ?? null);
    const visible = one.hiddenAt === null;
    const file =
      checkpoint === null || !visible
        ? null
        : (service.checkpointFiles(one.id).find((known) => known.checkpoint.number === checkpoint.number) ?? null);
    const before = service.find(one.id);
    const outcomes = [1, 2, 3].map(() => service.tryResume(one.id, file).ok);
    const allowed = visible && (one.status === 'failed' || one.status === 'cancelled');
    expect(outcomes).toEqual([allowed, false, false]);
    if (!allowed) return;
    const fromPercentage = checkpoint?.percentage ?? 0;
    one.attempts.push({ fromCheckpoint: checkpoint?.number ?? 0, fromPercentage, started: false, outcome: null });
    Object.assign(one, { status: 'resuming', before, percentage: fromPercentage, reason: null });
    this.#queue.push(one);
  }

  #move(one: Expected, beforePick: number | null): void {
    const before = beforePick === null ? null : (this.#all[beforePick % this.#all.length] ?? null);
    const { ok } = this.disk.service.moveInQueue(one.id, before?.id ?? null);
    const waits = this.#queue.includes(one) && (before === null || this.#queue.includes(before));
    expect(ok).toBe(waits);
    if (!waits || before === one) return;
    if (before !== null) one.priority = before.priority;
    const others = this.#queue.filter((other) => other !== one);
    const place = before === null ? others.length : others.indexOf(before);
    this.#queue = [...others.slice(0, place), one, ...others.slice(place)];
  }

  #delete(one: Expected): void {
    const family = this.#familyOf(one);
    const allowed = one.hiddenAt === null && one.parent === null && !family.some(({ status }) => isActive(status));
    const hidden = this.disk.service.delete([one.id]);
    expect([...hidden].sort()).toEqual(allowed ? family.map(({ id }) => id).sort() : []);
    if (allowed) for (const member of family) member.hiddenAt = this.disk.clock.now();
  }

  #undo(one: Expected): void {
    const root = rootOf(one);
    const family = this.#familyOf(root);
    const allowed = root.hiddenAt !== null && this.disk.clock.now() - root.hiddenAt < UNDO_MS;
    const shown = this.disk.service.undoDelete([one.id]);
    expect([...shown].sort()).toEqual(allowed ? family.map(({ id }) => id).sort() : []);
    if (allowed) for (const member of family) member.hiddenAt = null;
  }

  /** What ran has failed, what was about to go on is as it had been, what waits for something alive waits on. */
  #relaunch(): void {
    this.disk.crashAndReopen();
    this.disk.service.reconcileAtLaunch();
    const visible = this.#all.filter(({ hiddenAt }) => hiddenAt === null);
    for (const one of visible) {
      if (one.status === 'resuming') {
        const again = this.disk.service.find(one.id);
        expect(again).toEqual({ ...one.before, childCount: again?.childCount });
        one.attempts.pop();
        Object.assign(one, {
          status: one.before?.status,
          reason: one.before?.status === 'cancelled' ? one.before.reason : null,
          percentage: percentageOf(one.before),
          before: null,
        });
        this.#leaveQueue(one);
      } else if (one.status === 'running') {
        // Progress of the last second may be lost with the app; nothing else may.
        const stored = percentageOf(this.disk.service.find(one.id));
        expect(stored).toBeLessThanOrEqual(one.percentage + 1e-9);
        expect(stored).toBeGreaterThanOrEqual(one.attempts.at(-1)?.fromPercentage ?? 0);
        one.percentage = stored;
        this.#end(one, 'failed');
      }
    }
    for (const one of visible) {
      if (one.status === 'pending' && one.parent !== null && !isActive(one.parent.status)) {
        this.#end(one, 'cancelled', 'parent');
      }
    }
  }

  #end(one: Expected, outcome: 'completed' | 'failed' | 'cancelled', reason: CancelReason | null = null): void {
    if (one.before !== null) one.percentage = percentageOf(one.before);
    Object.assign(one, { status: outcome, asked: null, before: null, reason });
    Object.assign(one.attempts.at(-1) ?? {}, { outcome });
    this.#leaveQueue(one);
  }

  #drop(one: Expected, checkpoints: readonly ExpectedCheckpoint[]): void {
    for (const { path } of checkpoints) this.#droppedFiles.add(path);
    one.checkpoints = one.checkpoints.filter((checkpoint) => !checkpoints.includes(checkpoint));
  }

  #leaveQueue(one: Expected): void {
    this.#queue = this.#queue.filter((other) => other !== one);
  }

  #waiting(): Expected[] {
    return [...this.#queue].sort((a, b) => PRIORITIES.indexOf(a.priority) - PRIORITIES.indexOf(b.priority));
  }

  #familyOf(root: Expected): Expected[] {
    const children = this.#all.filter(({ parent }) => parent === root);
    return [root, ...children.flatMap((child) => this.#familyOf(child))];
  }

  /** Generation by generation. */
  #liveDescendants(root: Expected): Expected[] {
    const live: Expected[] = [];
    for (let generation = [root]; generation.length > 0; ) {
      generation = this.#all.filter(({ parent }) => parent !== null && generation.includes(parent));
      live.push(...generation.filter(({ status }) => isActive(status)));
    }
    return live;
  }
}

const rootOf = (one: Expected): Expected => (one.parent === null ? one : rootOf(one.parent));

const percentageOf = (operation: Operation | null): number =>
  operation !== null && 'progress' in operation ? operation.progress.percentage : 0;

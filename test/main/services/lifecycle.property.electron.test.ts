import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureOf } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { isActive } from '../../../src/contract/operation-status';
import { CancellationError } from '../../../src/main/cancellation/cancellation-error';
import { settled } from '../../fakes/fake-workers';
import { stepsOf } from '../operations/operation-samples';
import { RunnerOnDisk } from './runner-on-disk';

const SLOTS = 2;

/** `who` picks among the operations there are; what cannot be done then is refused or does nothing. */
const who = fc.nat(7);
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('ask' as const), parent: fc.option(who) }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'pause' as const,
        'resume' as const,
        'resumeFromStart' as const,
        'cancel' as const,
        'forceStop' as const,
        'stopped' as const,
        'completed' as const,
        'died' as const,
        'checkpoint' as const,
        'metrics' as const,
        'restore' as const,
      ),
      who,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('continueQueue' as const, 'pauseAll' as const, 'resumeAll' as const, 'settle' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('crash' as const, 'close' as const) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

class Player {
  readonly ids: OperationId[] = [];
  /** Rows that must not change any more. */
  readonly #completed = new Map<OperationId, Operation>();

  constructor(readonly lab: RunnerOnDisk) {}

  async play(one: Action): Promise<void> {
    const { lab } = this;
    try {
      await this.#do(one);
    } catch (error) {
      // Refusals are answers (a parent that is being stopped answers with its cancellation); other errors are not.
      if (!(error instanceof CancellationError)) expect(failureOf(error)).not.toMatchObject({ code: 'internal' });
    }
    await settled();
    lab.registry.restart('dummy');
    await settled();
    this.check();
  }

  check(): void {
    const { lab, ids } = this;
    const running = new Set<OperationId>();
    for (const id of ids) {
      const operation = lab.disk.service.get(id);
      if (lab.runner.drives(id)) expect(isActive(operation.status), `${id} is driven`).toBe(true);
      else expect(['pending', 'completed', 'failed', 'cancelled'], `${id} is not driven`).toContain(operation.status);
      if (operation.status === 'running') running.add(id);
      const before = this.#completed.get(id);
      if (before !== undefined) expect({ ...operation, childCount: 0 }).toEqual({ ...before, childCount: 0 });
      if (operation.status === 'completed') this.#completed.set(id, operation);
      const attempts = lab.disk.service.attempts(id);
      expect(attempts.filter(({ end }) => end === null)).toHaveLength(isActive(operation.status) ? 1 : 0);
      expect(lab.disk.service.metrics(id, 0).metrics.map(({ seq }) => seq)).toEqual(
        Array.from({ length: lab.disk.service.metrics(id, 0).metrics.length }, (_, seq) => seq),
      );
    }
    const worked = lab.adapter.alive.flatMap(({ operationId }) => operationId ?? []);
    expect(new Set(worked)).toEqual(running);
    expect(worked.length).toBeLessThanOrEqual(SLOTS);
    expect(
      lab.coordinator
        .status()
        .operations.map(({ operationId }) => operationId)
        .sort(),
    ).toEqual([...lab.runner.driven()].sort());
    expect(lab.errors).toEqual([]);
  }

  #pick(index: number): OperationId {
    const id = this.ids[index % Math.max(1, this.ids.length)];
    return id ?? this.#ask(null);
  }

  #ask(parent: OperationId | null): OperationId {
    const id = this.lab.askAtOnce('one', parent === null ? {} : { parentOperationId: parent });
    this.ids.push(id);
    return id;
  }

  async #do(one: Action): Promise<void> {
    const { lab } = this;
    switch (one.kind) {
      case 'ask':
        this.#ask(one.parent === null || this.ids.length === 0 ? null : this.#pick(one.parent));
        return;
      case 'pause':
        lab.lifecycle.pause(this.#pick(one.who));
        return;
      case 'resume':
      case 'resumeFromStart':
        await lab.lifecycle.resume(this.#pick(one.who), { fromStart: one.kind === 'resumeFromStart' });
        return;
      case 'cancel':
        lab.runner.cancel(this.#pick(one.who), 'user', null);
        return;
      case 'forceStop':
        lab.runner.forceStop(this.#pick(one.who));
        return;
      case 'continueQueue':
        lab.lifecycle.continueQueue();
        return;
      case 'pauseAll':
        lab.lifecycle.pauseAll();
        return;
      case 'resumeAll':
        await lab.lifecycle.resumeAll();
        return;
      case 'settle':
        return;
      case 'crash':
        await lab.crash();
        return;
      case 'close': {
        const closed = lab.reopen();
        await settled();
        for (const { operationId } of lab.adapter.alive) if (operationId !== null) await lab.confirm(operationId);
        await closed;
        return;
      }
      default:
        this.#work(one.kind, this.#pick(one.who));
    }
  }

  /** What a worker may do by itself; only one that has the operation does. */
  #work(kind: 'stopped' | 'completed' | 'died' | 'checkpoint' | 'metrics' | 'restore', id: OperationId): void {
    const { lab } = this;
    const operation = lab.disk.service.get(id);
    if (operation.status !== 'running') return;
    const worker = lab.worker(id);
    const rows = lab.disk.service.metrics(id, 0).cursor;
    const from = worker.last('start')?.start.firstMetricSeq ?? 0;
    switch (kind) {
      case 'stopped':
        if (operation.cancelRequested !== null)
          worker.say({ kind: 'cancelled', operationId: id, forced: false, warnings: [] });
        return;
      case 'completed':
        worker.complete(id);
        return;
      case 'died':
        worker.exit(9);
        return;
      case 'checkpoint':
        lab.checkpoint(id, { nextMetricSeq: from });
        return;
      case 'metrics':
      case 'restore': {
        // An attempt says again what was there after the checkpoint it began with, then what is new.
        const upTo = kind === 'metrics' ? rows + 1 : rows;
        if (upTo > from) {
          lab.metrics(
            id,
            stepsOf(
              from,
              Array.from({ length: upTo - from }, (_, index) => from + index),
            ),
          );
        }
      }
    }
  }

  /** Everything comes to its end when nobody interferes any more. */
  async drain(): Promise<void> {
    const { lab, ids } = this;
    lab.lifecycle.continueQueue();
    for (let round = 0; round < 200 && lab.runner.activeCount > 0; round += 1) {
      await settled();
      for (const id of ids) {
        const operation = lab.disk.service.get(id);
        if (operation.status === 'running') {
          if (operation.cancelRequested === null) lab.worker(id).complete(id);
          else lab.worker(id).say({ kind: 'cancelled', operationId: id, forced: true, warnings: [] });
        }
      }
      await settled();
    }
    this.check();
    for (const id of ids) expect(isActive(lab.disk.service.get(id).status)).toBe(false);
  }
}

it('whatever is asked, in whatever order, through deaths, closings and crashes: rows are driven or at rest', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 40 }), async (actions) => {
      const lab = new RunnerOnDisk(SLOTS);
      const player = new Player(lab);
      for (const one of actions) await player.play(one);
      await player.drain();
      await lab.registry.shutdown();
    }),
    // A life that hangs is named instead of timing the whole test out.
    { numRuns: 40, timeout: 30_000 },
  );
}, 180_000);

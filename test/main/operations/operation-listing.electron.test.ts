import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { operationPageSchema, operationQuerySchema } from '../../../src/contract/operation-listing';
import { outcomeOf, snapshotOf } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

type Filter = Partial<ReturnType<typeof operationQuerySchema.parse>['filter']>;
type More = { sort?: { key: string; direction: string }; limit?: number; offset?: number };

const list = (disk: ServiceOnDisk, filter: Filter = {}, more: More = {}) =>
  disk.service.list(operationQuerySchema.parse({ filter, ...more }));
const idsOf = (disk: ServiceOnDisk, filter: Filter = {}, more: More = {}) =>
  list(disk, filter, more).operations.map((operation) => operation.operationId);

/** One operation a minute: pending, running, completed, failed, cancelled. */
function history() {
  const disk = new ServiceOnDisk();
  const next = <T>(make: () => T): T => {
    disk.clock.advance(60_000);
    return make();
  };
  const pending = next(() => disk.create({ title: 'Zebra', symbol: 'SPX' }, 'training'));
  const running = next(() => disk.createRunning({ title: 'apple', symbol: 'btc/usd', strategyName: 'Carry' }));
  const completed = next(() => disk.createRunning({ title: 'Mango', symbol: 'SPX' }, 'training'));
  const failed = next(() => disk.createRunning({ title: 'mango' }));
  const cancelled = next(() => disk.create({ title: 'Banana', symbol: 'EURUSD' }, 'backtesting'));
  disk.clock.advance(30_000);
  disk.service.complete(completed, outcomeOf());
  disk.service.fail(failed, failure('too_few_rows', 'Only 12 rows are left after the warm-up of the indicators.'));
  disk.service.requestCancel(cancelled, 'user', null);
  return { disk, pending, running, completed, failed, cancelled };
}

describe('a page of operations', () => {
  it('has the newest first, and agrees with the contract', () => {
    const { disk, pending, running, completed, failed, cancelled } = history();
    const page = list(disk);
    expect(page.operations.map((operation) => operation.operationId)).toEqual([
      cancelled,
      failed,
      completed,
      running,
      pending,
    ]);
    expect(page).toMatchObject({
      total: 5,
      active: 2,
      counts: { pending: 1, resuming: 0, running: 1, completed: 1, failed: 1, cancelled: 1 },
    });
    expect(operationPageSchema.safeParse({ ...page, revision: 1 }).error).toBeUndefined();
  });

  it('is the same after a restart, but for what ran', () => {
    const { disk } = history();
    const before = idsOf(disk);
    disk.crashAndReopen();
    disk.service.reconcileAtLaunch();
    expect(idsOf(disk)).toEqual(before);
    expect(list(disk)).toMatchObject({ total: 5, active: 1, counts: { pending: 1, running: 0, failed: 2 } });
  });

  it('leaves out the children when only what has no parent is wanted', () => {
    const { disk, completed } = history();
    const child = disk.createChild(completed);
    expect(idsOf(disk)).toContain(child);
    expect(idsOf(disk, { children: 'without' })).not.toContain(child);
    expect(list(disk, { children: 'without' })).toMatchObject({ total: 5, counts: { pending: 1 } });
    expect(list(disk, { children: 'without', types: ['dummy'] }).total).toBe(
      list(disk, { types: ['dummy'] }).total - 1,
    );
  });

  it('shows where a running operation is now, not what was saved of it', () => {
    const { disk, running } = history();
    disk.service.updateProgress(running, snapshotOf(1, { phase: 1 }));
    disk.service.updateProgress(running, snapshotOf(2, { phase: 1, current: 48, total: 96 }));
    const [operation] = list(disk, { statuses: ['running'] }).operations;
    expect(operation).toMatchObject({ operationId: running, progress: { percentage: 50 } });
  });

  it('tells the whole count beside any window of it', () => {
    const disk = new ServiceOnDisk();
    const ids: OperationId[] = [];
    for (let index = 0; index < 25; index += 1) ids.unshift(disk.create());
    const seen = [0, 10, 20, 30].map((offset) => list(disk, {}, { limit: 10, offset }));
    expect(seen.map((page) => page.total)).toEqual([25, 25, 25, 25]);
    expect(seen.flatMap((page) => page.operations.map((operation) => operation.operationId))).toEqual(ids);
  });
});

describe('a filter', () => {
  it('by status narrows the page and its total, but not the counts', () => {
    const { disk, failed, cancelled } = history();
    const page = list(disk, { statuses: ['failed', 'cancelled'] });
    expect(page.operations.map((operation) => operation.operationId)).toEqual([cancelled, failed]);
    expect(page.total).toBe(2);
    expect(page.counts).toMatchObject({ pending: 1, running: 1, completed: 1, failed: 1, cancelled: 1 });
  });

  it('by type and symbol narrows the counts too; the symbol in any case', () => {
    const { disk, pending, completed } = history();
    const page = list(disk, { types: ['training', 'data_load'], symbol: 'spx' });
    expect(page.operations.map((operation) => operation.operationId)).toEqual([completed, pending]);
    expect(page.counts).toMatchObject({ pending: 1, completed: 1, failed: 0, running: 0 });
    expect(page.active).toBe(2);
  });

  it('by date takes the first moment in and leaves the last one out', () => {
    const { disk, completed, running } = history();
    const from = disk.service.get(running).createdAt;
    const before = disk.service.get(completed).createdAt;
    expect(idsOf(disk, { createdFrom: from, createdBefore: before })).toEqual([running]);
    expect(idsOf(disk, { createdFrom: from.replace('.000Z', 'Z'), createdBefore: before })).toEqual([running]);
  });

  it('by words finds title, symbol, strategy, id and failure message', () => {
    const { disk, running, failed, completed, cancelled } = history();
    expect(idsOf(disk, { text: 'MANGO' })).toEqual([failed, completed]);
    expect(idsOf(disk, { text: 'btc/usd' })).toEqual([running]);
    expect(idsOf(disk, { text: 'carry' })).toEqual([running]);
    expect(idsOf(disk, { text: cancelled })).toEqual([cancelled]);
    expect(idsOf(disk, { text: cancelled.slice(-8) })).toEqual([cancelled]);
    expect(idsOf(disk, { text: 'op_backtesting' })).toEqual([cancelled]);
    expect(idsOf(disk, { text: 'op' })).toEqual([]);
    expect(idsOf(disk, { text: 'warm-up indicators' })).toEqual([failed]);
  });

  it('by words wants all of them, the last one perhaps unfinished', () => {
    const { disk, running, cancelled } = history();
    expect(idsOf(disk, { text: 'apple car' })).toEqual([running]);
    expect(idsOf(disk, { text: 'app carry' })).toEqual([]);
    expect(idsOf(disk, { text: 'bana' })).toEqual([cancelled]);
    expect(list(disk, { text: 'bana', statuses: ['failed'] })).toMatchObject({ total: 0, counts: { cancelled: 1 } });
  });

  it.each(['"', '*', 'AND', 'a"b* OR (c', 'NEAR(', "' --", '%', '\u0000'])('survives the text %j', (text) => {
    const { disk } = history();
    expect(list(disk, { text }).total).toBeTypeOf('number');
  });
});

describe('a sorted list', () => {
  it.each(['created', 'title', 'type', 'status', 'symbol', 'duration'])(
    'by %s has each operation once, either way',
    (key) => {
      const { disk } = history();
      const all = idsOf(disk).sort();
      for (const direction of ['ascending', 'descending']) {
        expect(idsOf(disk, {}, { sort: { key, direction } }).sort()).toEqual(all);
      }
    },
  );

  it('by title does not look at case, and has equal ones newest first', () => {
    const { disk, pending, running, completed, failed, cancelled } = history();
    expect(idsOf(disk, {}, { sort: { key: 'title', direction: 'ascending' } })).toEqual([
      running,
      cancelled,
      failed,
      completed,
      pending,
    ]);
    expect(idsOf(disk, {}, { sort: { key: 'title', direction: 'descending' } })).toEqual([
      pending,
      failed,
      completed,
      cancelled,
      running,
    ]);
  });

  it('by status follows the life of an operation', () => {
    const { disk, pending, running, completed, failed, cancelled } = history();
    expect(idsOf(disk, {}, { sort: { key: 'status', direction: 'ascending' } })).toEqual([
      pending,
      running,
      completed,
      failed,
      cancelled,
    ]);
  });

  it('by duration has the longest first, those that never ran last', () => {
    const { disk, pending, running, completed, failed, cancelled } = history();
    disk.service.updateProgress(running, snapshotOf(1, { phase: 1 }));
    expect(idsOf(disk, {}, { sort: { key: 'duration', direction: 'descending' } })).toEqual([
      running,
      completed,
      failed,
      cancelled,
      pending,
    ]);
  });

  it('by creation can have the oldest first', () => {
    const { disk, pending, cancelled } = history();
    const ids = idsOf(disk, {}, { sort: { key: 'created', direction: 'ascending' } });
    expect([ids[0], ids.at(-1)]).toEqual([pending, cancelled]);
  });
});

import { expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { runMaintenanceTask } from '../../../src/main/maintenance/run-maintenance-task';
import { fakeMaintenance } from '../../fakes/maintenance-adapter';

const task = { kind: 'quick_check', database: '/profile/tradewind.db' } as const;
const run = (adapter: ReturnType<typeof fakeMaintenance>, signal = new AbortController().signal) =>
  runMaintenanceTask(adapter, task, signal);

it('hands out the answer and ends the process', async () => {
  const adapter = fakeMaintenance(async () => ({ kind: 'done', answer: { kind: 'quick_check', problems: [] } }));
  expect(await run(adapter)).toEqual({ kind: 'quick_check', problems: [] });
  expect(adapter.killed()).toBe(1);
});

it('throws what the process refused', async () => {
  const refused = failure('disk_full', 'The disk is full.');
  const adapter = fakeMaintenance(async () => ({ kind: 'refused', failure: refused }));
  await expect(run(adapter)).rejects.toMatchObject({ failure: refused });
});

it('says so when the process ends by itself, or answers something else', async () => {
  const dead = fakeMaintenance(async () => Promise.reject(new Error('out of luck')));
  await expect(run(dead)).rejects.toMatchObject({
    failure: { code: 'worker_crashed', detail: expect.stringContaining('out of luck') },
  });
  const confused = fakeMaintenance(async () => ({
    kind: 'done',
    answer: { kind: 'full_check', problems: [], operations: 0, files: 0 },
  }));
  await expect(run(confused)).rejects.toMatchObject({ failure: { code: 'internal' } });
});

it('an abort kills the process and comes out as its reason; one that came before starts none', async () => {
  const adapter = fakeMaintenance(() => new Promise(() => {}));
  const stop = new AbortController();
  const running = run(adapter, stop.signal);
  stop.abort(new Error('closing'));
  await expect(running).rejects.toThrow('closing');
  expect(adapter.killed()).toBeGreaterThan(0);
  await expect(run(adapter, stop.signal)).rejects.toThrow('closing');
  expect(adapter.tasks).toEqual(['quick_check']);
});

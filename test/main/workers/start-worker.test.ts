import { beforeEach, describe, expect, test } from 'vitest';
import { silentLogger } from '../../../src/main/log/logger';
import { startWorker } from '../../../src/main/workers/start-worker';
import { WorkerProcess } from '../../../src/main/workers/worker-process';
import { FakeWorkerAdapter, settled } from '../../fakes/fake-workers';
import { ManualClock } from '../operations/manual-clock';

let clock: ManualClock;
let adapter: FakeWorkerAdapter;
let closing: AbortController;

beforeEach(() => {
  clock = new ManualClock();
  adapter = new FakeWorkerAdapter(clock);
  adapter.greets = false;
  closing = new AbortController();
});

const start = () =>
  startWorker(
    'dummy',
    () => new WorkerProcess({ adapter, workerId: 'w', workerKind: 'dummy', clock, log: silentLogger }),
    clock,
    closing.signal,
  );

async function pass(milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  await settled();
}

describe('starting a worker', () => {
  test('takes the first one that says hello', async () => {
    adapter.greets = true;
    const worker = await start();
    expect(worker.isIdle).toBe(true);
    expect(adapter.workers).toHaveLength(1);
  });

  test('kills one that is silent for 5 s and tries again after 1, 2 and 4 s', async () => {
    const outcome = start().catch((error: unknown) => error);
    const forksAfter: number[] = [];
    for (const wait of [5_000, 1_000, 5_000, 2_000, 5_000, 4_000, 4_999, 1]) {
      await pass(wait);
      forksAfter.push(adapter.workers.length);
    }
    expect(forksAfter).toEqual([1, 2, 2, 3, 3, 4, 4, 4]);
    expect(adapter.alive).toEqual([]);
    expect(await outcome).toMatchObject({ failure: { code: 'worker_did_not_start' } });
    expect(String(await outcome)).toContain('4 tries, at last no answer within 5 s');
  });

  test('does not wait for one that died, but for the pause before the next', async () => {
    const starting = start();
    adapter.workers[0]!.exit(1);
    await settled();
    await pass(1_000);
    adapter.workers[1]!.hello();
    expect((await starting).isIdle).toBe(true);
  });

  test('gives up at once on a worker of another version', async () => {
    const outcome = start().catch((error: unknown) => error);
    adapter.workers[0]!.hello(999);
    expect(String(await outcome)).toContain('belongs to another version');
    await settled();
    expect(adapter.alive).toEqual([]);
    expect(adapter.workers).toHaveLength(1);
  });

  test('stops trying when Tradewind closes, also in the middle of a pause', async () => {
    const outcome = start().catch((error: unknown) => error);
    adapter.workers[0]!.exit(1);
    await settled();
    closing.abort();
    expect(String(await outcome)).toContain('Tradewind is closing');
    await pass(60_000);
    expect(adapter.workers).toHaveLength(1);
  });
});

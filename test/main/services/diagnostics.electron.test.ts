import { describe, expect, it, vi } from 'vitest';
import { serviceConfigurationSchema, serviceHealthSchema } from '../../../src/contract/diagnostics';
import { failure } from '../../../src/contract/failure';
import { checkService } from '../../../src/main/services/service-health';
import { settled } from '../../fakes/fake-workers';
import { RunnerOnDisk } from './runner-on-disk';

const dummyOf = async (lab: RunnerOnDisk) => (await lab.services.health()).find(({ service }) => service === 'Dummy')!;

describe('health', () => {
  it('is good for every service of a healthy app, and says which processes serve it', async () => {
    const lab = new RunnerOnDisk();
    await lab.ask();
    const health = await lab.services.health();
    for (const one of health) expect(serviceHealthSchema.parse(one).status).toBe('ok');
    expect(health.find(({ mode }) => mode === 'inline')).toMatchObject({ service: 'Research' });
    const workers = (await dummyOf(lab)).checks.find(({ name }) => name === 'workers');
    expect(workers?.detail).toContain(`process ${lab.adapter.workers[0]?.pid}`);
  });

  it('tells a database that cannot be read instead of throwing', async () => {
    const lab = new RunnerOnDisk();
    vi.spyOn(lab.disk.service, 'waiting').mockImplementation(() => {
      throw new Error('the disk is gone');
    });
    expect(await dummyOf(lab)).toMatchObject({
      status: 'error',
      checks: expect.arrayContaining([{ name: 'database', status: 'error', detail: 'the disk is gone' }]),
    });
  });

  it('is out for a kind of workers that is no longer started', async () => {
    const lab = new RunnerOnDisk();
    for (let time = 0; time < 3; time += 1) {
      lab.worker(await lab.ask()).exit(9);
      await settled();
    }
    expect((await dummyOf(lab)).status).toBe('error');
    lab.registry.restart('dummy');
    expect((await dummyOf(lab)).status).toBe('ok');
  });

  it('is only worse, not out, when the event loop is late', () => {
    const { status, checks } = checkService({
      service: 'Any',
      workerKind: null,
      readDatabase: () => 0,
      workers: () => {
        throw new Error('not asked');
      },
      loopLagMs: () => 900,
    });
    expect(status).toBe('degraded');
    expect(checks.map((check) => check.status)).toEqual(['ok', 'not_available', 'error']);
  });
});

describe('the configuration', () => {
  it('names for each service its workers, the settings that apply, and what it has counted', async () => {
    const lab = new RunnerOnDisk();
    const [done, failed, stopped] = [await lab.ask(), await lab.ask(), await lab.ask()] as const;
    await lab.complete(done);
    const reason = failure('requested_failure', 'no');
    lab.worker(failed).say({ kind: 'failed', operationId: failed, failure: reason, warnings: [] });
    await settled();
    await lab.pause(stopped);
    await lab.lifecycle.resume(stopped, { fromStart: false });
    await settled();
    const all = lab.services.configuration();
    for (const one of all) serviceConfigurationSchema.parse(one);
    expect(all.find(({ service }) => service === 'Dummy')).toMatchObject({
      mode: 'worker',
      worker: 'dummy',
      statistics: { started: 4, completed: 1, failed: 1, cancelled: 1 },
    });
    expect(all.find(({ service }) => service === 'Training')?.settings).toMatchObject({
      'slots.training': 1,
      'checkpoints.epochs': 10,
      'checkpoints.seconds': 60,
    });
    expect(all.find(({ service }) => service === 'Research')).toMatchObject({ mode: 'inline', worker: null });
  });
});

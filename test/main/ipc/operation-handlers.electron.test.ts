import { describe, expect, it } from 'vitest';
import { dummyRequestSchema } from '../../../src/contract/requests';
import { operationHandlers } from '../../../src/main/ipc/operation-handlers';
import { Publisher } from '../../../src/main/ipc/publisher';
import type { Application } from '../../../src/main/services/application';
import { isRepeatOf } from '../../../src/main/services/repeated-request';
import { settled } from '../../fakes/fake-workers';
import { stepsOf } from '../operations/operation-samples';
import { refusal } from '../services/refusal';
import { ServicesOnDisk } from '../services/services-on-disk';

function open() {
  const lab = new ServicesOnDisk();
  const { runner, settings, lifecycle } = lab;
  const operations = lab.disk.service;
  const publisher = new Publisher({
    operation: (id) => operations.find(id),
    metrics: (id, cursor) => operations.metrics(id, cursor),
    workers: () => lab.registry.snapshot(),
    settings: () => settings.get(),
    notices: () => [],
  });
  const application = {
    operations,
    runner,
    settings,
    lifecycle,
    start: (request: Parameters<Application['start']>[0]) => lab.start(request),
    isRepeat: (request: Parameters<Application['isRepeat']>[0]) => isRepeatOf(operations, request),
  } as unknown as Application;
  return { lab, calls: operationHandlers(application, publisher) };
}

const request = dummyRequestSchema.parse({ type: 'dummy', steps: 5 });

describe('starting from the window', () => {
  it('asks before the same is started twice in a row, and starts it when that is meant', () => {
    const { lab, calls } = open();
    calls['operations:start']({ request, again: false }, 1);
    const refused = refusal(() => calls['operations:start']({ request, again: false }, 1));
    expect(refused).toMatchObject({ code: 'repeated_request', message: expect.stringContaining('Start it again') });
    expect(lab.rowCount()).toBe(1);
    calls['operations:start']({ request, again: true }, 1);
    expect(lab.rowCount()).toBe(2);
  });

  it('does not ask when something else was started in between, or when it is not to', () => {
    const { lab, calls } = open();
    calls['operations:start']({ request, again: false }, 1);
    lab.disk.clock.advance(1_000);
    calls['operations:start']({ request: { ...request, steps: 6 }, again: false }, 1);
    lab.disk.clock.advance(1_000);
    calls['operations:start']({ request, again: false }, 1);
    lab.settings.change({ askBeforeRepeating: false });
    calls['operations:start']({ request, again: false }, 1);
    expect(lab.rowCount()).toBe(4);
  });
});

describe('the calls about one operation', () => {
  it('pause it, resume it, and show its attempts, checkpoints and what was asked for', async () => {
    const { lab, calls } = open();
    const { operationId: id } = await calls['operations:start']({ request, again: false }, 1);
    await settled();
    lab.checkpoint(id);
    await calls['operations:pause'](id, 1);
    await lab.confirm(id);
    await calls['operations:resume']({ operationId: id, fromStart: false }, 1);
    await settled();
    expect(await calls['operations:attempts'](id, 1)).toMatchObject([{ number: 1 }, { number: 2, fromCheckpoint: 1 }]);
    expect(await calls['operations:checkpoints'](id, 1)).toMatchObject([{ number: 1 }]);
    expect(await calls['operations:request'](id, 1)).toEqual(request);
    await lab.complete(id);
    const again = await calls['operations:retry']({ operationId: id, changes: {} }, 1);
    expect(await calls['operations:repeats'](id, 1)).toMatchObject([{ operationId: again.operationId }]);
    expect(await calls['operations:children'](id, 1)).toEqual([]);
    expect(await calls['estimates:accuracy']('dummy', 1)).toMatchObject({ type: 'dummy' });
  });

  it('gives its metrics a part at a time, to the last row', async () => {
    const { lab, calls } = open();
    const { operationId } = await calls['operations:start']({ request, again: false }, 1);
    await settled();
    const values = Array.from({ length: 12_000 }, (_, index) => index);
    lab.disk.service.appendMetrics(operationId, stepsOf(0, values));
    const [read, parts]: [number[], number[]] = [[], []];
    for (let cursor = 0; parts.at(-1) !== 0; ) {
      const page = await calls['operations:metrics']({ operationId, cursor }, 1);
      read.push(...page.metrics.map(({ seq }) => seq));
      parts.push(page.metrics.length);
      cursor = page.cursor;
    }
    expect(read).toEqual(values);
    expect(Math.max(...parts)).toBeLessThan(values.length);
  });
});

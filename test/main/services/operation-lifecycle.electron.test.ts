import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { fingerprintOf, outcomeOf, snapshotOf, stepsOf } from '../operations/operation-samples';
import { refusal } from './refusal';
import { RunnerOnDisk } from './runner-on-disk';
import { ServicesOnDisk } from './services-on-disk';

const goOn = { fromStart: false };

/** The row as it lies in the database, every column of it. */
const rowOf = (lab: RunnerOnDisk, id: OperationId): unknown =>
  lab.disk.rows(`SELECT * FROM operations JOIN operation_details USING (id) WHERE operation_id = '${id}'`)[0];

const refused = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof FailureError)) throw new Error(`not refused: ${String(error)}`);
  return error.failure.code;
};

describe('pausing', () => {
  it('stops what runs at its next look, and it can go on', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    expect(lab.lifecycle.pause(id)).toMatchObject({ status: 'running', cancelRequested: { reason: 'paused' } });
    expect(lab.worker(id).last('cancel')).toMatchObject({ reason: 'paused' });
    lab.checkpoint(id, { cause: 'paused' });
    await lab.confirm(id);
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'paused', checkpoint: { number: 1, cause: 'paused' } });
  });

  it('takes what waits out of the queue at once', async () => {
    const lab = new RunnerOnDisk();
    const [, waiting] = [await lab.ask(), await lab.ask()];
    expect(lab.lifecycle.pause(waiting)).toMatchObject({ status: 'cancelled', reason: 'paused', startedAt: null });
  });

  it('is refused for what has ended and for what is being cancelled, and changes nothing', async () => {
    const lab = new RunnerOnDisk();
    const [id, second] = [await lab.ask(), await lab.ask()];
    lab.runner.cancel(id, 'user', null);
    expect(refusal(() => lab.lifecycle.pause(id)).message).toContain('being cancelled already');
    await lab.confirm(id);
    expect(refusal(() => lab.lifecycle.pause(id)).code).toBe('not_allowed');
    expect(lab.as('cancelled', id).reason).toBe('user');
    lab.lifecycle.pause(second);
    lab.lifecycle.pause(second);
    await lab.confirm(second);
    expect(lab.as('cancelled', second).reason).toBe('paused');
    expect(refusal(() => lab.lifecycle.pause(operationId(1))).code).toBe('unknown_operation');
  });

  it('of everything pauses what waits and what runs, and resuming everything brings it back', async () => {
    const lab = new RunnerOnDisk(2);
    const ids = [await lab.ask(), await lab.ask(), await lab.ask()] as const;
    expect(new Set(lab.lifecycle.pauseAll())).toEqual(new Set(ids));
    await lab.confirm(ids[0]);
    await lab.confirm(ids[1]);
    expect(ids.map((id) => lab.as('cancelled', id).reason)).toEqual(['paused', 'paused', 'paused']);
    expect(lab.lifecycle.pauseAll()).toEqual([]);
    expect(new Set(await lab.lifecycle.resumeAll())).toEqual(new Set(ids));
    await settled();
    expect(ids.map((id) => lab.status(id)).sort()).toEqual(['resuming', 'running', 'running']);
  });
});

describe('resuming', () => {
  it('goes on from the newest checkpoint, with its metrics kept and its bar where it was', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.metrics(id, stepsOf(0, [7, 8, 9]));
    const written = lab.checkpoint(id, { nextMetricSeq: 2, units: 2 });
    await lab.pause(id);
    expect(await lab.lifecycle.resume(id, goOn)).toMatchObject({ operationId: id, attempt: 2 });
    await settled();
    expect(lab.startsOf(id)).toMatchObject([
      { resumeFrom: null, firstMetricSeq: 0 },
      { resumeFrom: { path: written.path, sha256: written.sha256 }, firstMetricSeq: 2 },
    ]);
    expect(lab.as('running', id).progress.percentage).toBeGreaterThan(0);
    lab.metrics(id, stepsOf(2, [9, 10]));
    await lab.complete(id);
    expect(lab.disk.service.metrics(id, 0).metrics.map(({ data }) => data['value'])).toEqual([7, 8, 9, 10]);
    expect(lab.disk.service.attempts(id)).toMatchObject([
      { number: 1, end: { outcome: 'cancelled', reason: 'paused' } },
      { number: 2, fromCheckpoint: 1, end: { outcome: 'completed' } },
    ]);
  });

  it('begins at the start where there is no checkpoint, and where it was asked to', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    await lab.lifecycle.resume(id, goOn);
    await settled();
    lab.checkpoint(id);
    await lab.pause(id);
    await lab.lifecycle.resume(id, { fromStart: true });
    await settled();
    expect(lab.startsOf(id).map(({ resumeFrom }) => resumeFrom)).toEqual([null, null, null]);
    expect(lab.status(id)).toBe('running');
  });

  it('with no free slot waits as resuming, and can be cancelled and paused there', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    await lab.ask();
    expect(await lab.lifecycle.resume(id, goOn)).toMatchObject({ status: 'resuming', queuePosition: 1 });
    expect(lab.lifecycle.pause(id)).toMatchObject({ status: 'cancelled', reason: 'paused' });
    await settled();
    expect(lab.runner.drives(id)).toBe(false);
    expect(lab.startsOf(id)).toHaveLength(1);
  });

  it('falls back to the older checkpoint when the newest is damaged, and says so', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const older = lab.checkpoint(id, { units: 1 });
    const newest = lab.checkpoint(id, { units: 2 });
    await lab.pause(id);
    writeFileSync(newest.path, 'x'.repeat(newest.bytes));
    await lab.lifecycle.resume(id, goOn);
    await settled();
    expect(lab.startsOf(id)[1]?.resumeFrom?.path).toBe(older.path);
    expect(lab.as('running', id).warnings.join()).toMatch(/newest checkpoint .* is damaged/);
    expect(lab.fallbacks).toEqual([id]);
  });

  it('is refused when no checkpoint is whole, and the row stays as it is to the last column', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const [older, newest] = [lab.checkpoint(id), lab.checkpoint(id)];
    await lab.pause(id);
    rmSync(older.path);
    writeFileSync(newest.path, 'short');
    const before = rowOf(lab, id);
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('checkpoint_damaged');
    expect(rowOf(lab, id)).toEqual(before);
    expect(lab.runner.drives(id)).toBe(false);
    await lab.lifecycle.resume(id, { fromStart: true });
    await settled();
    expect(lab.status(id)).toBe('running');
  });

  it('is refused by another engine than the one it was begun with, before anything is changed', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    const before = rowOf(lab, id);
    const engine = vi.spyOn(lab.disk.service, 'engineVersionOf').mockReturnValue('0.0.1');
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('engine_changed');
    engine.mockRestore();
    expect(rowOf(lab, id)).toEqual(before);
  });

  it('is refused for what runs, waits or has completed', async () => {
    const lab = new RunnerOnDisk();
    const [id, waiting] = [await lab.ask(), await lab.ask()];
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('not_allowed');
    expect(await refused(lab.lifecycle.resume(waiting, goOn))).toBe('not_allowed');
    await lab.complete(id);
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('not_allowed');
    expect(await refused(lab.lifecycle.resume(operationId(1), goOn))).toBe('unknown_operation');
  });

  it('asked for by many at once is granted to one; the others have changed nothing', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.checkpoint(id);
    await lab.pause(id);
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => lab.lifecycle.resume(id, goOn)));
    await settled();
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(lab.startsOf(id)).toHaveLength(2);
    expect(lab.disk.service.attempts(id)).toHaveLength(2);
    await lab.complete(id);
    expect(lab.status(id)).toBe('completed');
  });

  it('that was granted and cannot be begun ends as failed, not as waiting for nobody', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    vi.spyOn(lab.runner, 'resumeRun').mockImplementationOnce(() => {
      throw new FailureError(failure('storage_failed', 'The disk is full.'));
    });
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('storage_failed');
    expect(lab.as('failed', id).failure.code).toBe('storage_failed');
  });

  it('is refused once the app is closing', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    const before = rowOf(lab, id);
    await lab.runner.shutdown(1_000);
    expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('not_allowed');
    expect(rowOf(lab, id)).toEqual(before);
  });

  it('of a crash goes on like any other', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    lab.metrics(id, stepsOf(0, [1]));
    const written = lab.checkpoint(id, { nextMetricSeq: 1 });
    await lab.crash();
    expect(lab.as('failed', id)).toMatchObject({ failure: { code: 'app_closed' }, checkpoint: { number: 1 } });
    await lab.lifecycle.resume(id, goOn);
    await settled();
    expect(lab.startsOf(id)).toMatchObject([{ resumeFrom: { path: written.path }, firstMetricSeq: 1 }]);
  });

  it('that still waited when the app was killed is undone to the last word', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    await lab.pause(id);
    await lab.ask();
    await lab.lifecycle.resume(id, goOn);
    expect(lab.status(id)).toBe('resuming');
    await lab.crash();
    expect(lab.as('cancelled', id)).toMatchObject({ reason: 'paused', forced: false });
  });
});

describe('a checkpoint', () => {
  it('that could not be written is told on the operation, which goes on', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    const reason = failure('disk_full', 'The disk is full; no checkpoint was written.');
    lab.worker(id).say({ kind: 'checkpointFailed', operationId: id, failure: reason });
    expect(lab.as('running', id).warnings).toEqual([reason.message]);
    await lab.complete(id);
    expect(lab.status(id)).toBe('completed');
  });

  it('that cannot be noted is as good as none, and the work goes on', async () => {
    const lab = new RunnerOnDisk();
    const id = await lab.ask();
    vi.spyOn(lab.disk.service, 'recordCheckpoint').mockImplementationOnce(() => {
      throw new FailureError(failure('storage_failed', 'The disk is full.'));
    });
    lab.checkpoint(id);
    expect(lab.as('running', id).warnings.join()).toContain('The disk is full.');
    expect(lab.disk.service.checkpoints(id)).toEqual([]);
  });

  it('is asked of all that runs before the computer sleeps, and nobody waits on the dead', async () => {
    const lab = new RunnerOnDisk(2);
    const [first, second] = [await lab.ask(), await lab.ask()];
    await lab.ask();
    let isOver = false;
    const written = lab.runner.checkpointAll('suspend').then(() => {
      isOver = true;
    });
    for (const id of [first, second]) expect(lab.worker(id).last('checkpoint')).toMatchObject({ cause: 'suspend' });
    lab.checkpoint(first, { cause: 'suspend' });
    await settled();
    expect(isOver).toBe(false);
    lab.worker(second).exit(9);
    await written;
    expect(lab.as('running', first).checkpoint).toMatchObject({ cause: 'suspend' });
  });

  it('is written by the policy of the settings', async () => {
    const lab = new RunnerOnDisk();
    lab.settings.change({ checkpoints: { seconds: 7 } });
    const id = await lab.ask();
    expect(lab.startsOf(id)[0]).toMatchObject({
      policy: { units: null, seconds: 7 },
      checkpointsFolder: lab.folders.checkpoints,
    });
  });
});

describe('the queue', () => {
  it('is left by who has priority first, and can be put in another order', async () => {
    const lab = new RunnerOnDisk();
    const ids = [await lab.ask(), await lab.ask(), await lab.ask(), await lab.ask()] as const;
    lab.lifecycle.setPriority(ids[3], 'high');
    lab.lifecycle.moveInQueue(ids[2], ids[1]);
    const order = [ids[0], ids[3], ids[2], ids[1]];
    for (const id of order) {
      expect(lab.status(id)).toBe('running');
      await lab.complete(id);
    }
    expect(lab.ends.map((operation) => operation.operationId)).toEqual(order);
    expect(refusal(() => lab.lifecycle.setPriority(ids[0], 'low')).code).toBe('not_allowed');
    expect(refusal(() => lab.lifecycle.moveInQueue(ids[0], null)).code).toBe('not_allowed');
  });

  it('survives closing and is run on in its order', async () => {
    const lab = new RunnerOnDisk();
    const ids = [await lab.ask('a'), await lab.ask('b'), await lab.ask('c'), await lab.ask('d')] as const;
    lab.lifecycle.moveInQueue(ids[3], ids[1]);
    const closed = lab.reopen();
    await lab.confirm(ids[0]);
    await closed;
    expect(lab.as('cancelled', ids[0]).reason).toBe('shutdown');
    expect(ids.slice(1).map((id) => lab.status(id))).toEqual(['pending', 'pending', 'pending']);
    lab.lifecycle.continueQueue();
    lab.lifecycle.continueQueue();
    await settled();
    for (const id of [ids[3], ids[1], ids[2]]) {
      expect(lab.status(id)).toBe('running');
      await lab.complete(id);
    }
  });

  it('is not touched by an app that is closing already', async () => {
    const lab = new RunnerOnDisk();
    const ids = [await lab.ask(), await lab.ask()] as const;
    const closed = lab.reopen();
    await settled();
    expect(lab.runner.drives(ids[1])).toBe(false);
    lab.lifecycle.continueQueue();
    expect(lab.status(ids[1])).toBe('pending');
    await lab.confirm(ids[0]);
    await closed;
    expect(lab.status(ids[1])).toBe('pending');
  });

  it('survives a crash, too', async () => {
    const lab = new RunnerOnDisk();
    const ids = [await lab.ask(), await lab.ask(), await lab.ask()] as const;
    await lab.crash();
    expect(ids.map((id) => lab.status(id))).toEqual(['failed', 'pending', 'pending']);
    lab.lifecycle.continueQueue();
    await settled();
    expect(ids.map((id) => lab.status(id))).toEqual(['failed', 'running', 'pending']);
  });

  it('that was not run on at launch is joined by what is resumed', async () => {
    const lab = new RunnerOnDisk();
    const [, id] = [await lab.ask(), await lab.ask()];
    await lab.crash();
    expect(lab.as('pending', id).queuePosition).toBeNull();
    await lab.lifecycle.resume(id, goOn);
    await settled();
    expect(lab.status(id)).toBe('running');
  });

  it('resumes at launch what closing paused, and only that', async () => {
    const lab = new RunnerOnDisk(2);
    const [mine, closed] = [await lab.ask(), await lab.ask()];
    await lab.pause(mine);
    const reopened = lab.reopen();
    await lab.confirm(closed);
    await reopened;
    expect(await lab.lifecycle.resumePaused(['shutdown'])).toEqual([closed]);
    expect(lab.as('cancelled', mine).reason).toBe('paused');
  });
});

describe('running again', () => {
  it('makes a new operation with the same request on the same data', async () => {
    const lab = new ServicesOnDisk();
    await lab.imported('SPX', '1d', '1');
    const id = await lab.trained({ symbol: 'SPX', timeframe: '1d', seed: 3 });
    await lab.imported('SPX', '1d', '2');
    const again = lab.lifecycle.retry(id, {});
    expect(again).toMatchObject({ origin: { kind: 'retry', operationId: id }, parentOperationId: null });
    expect(again.metadata.datasets).toEqual(lab.disk.service.get(id).metadata.datasets);
    expect(lab.disk.service.request(again.operationId)).toEqual(lab.disk.service.request(id));
    expect((await lab.jobOf('training', again.operationId)).dataset.fingerprint).toMatch(/^1+$/);
    expect(lab.lifecycle.repeats(id)).toMatchObject([{ operationId: again.operationId, kind: 'retry' }]);
  });

  it('lays changes over what was asked for, and refuses by name what the type does not know', async () => {
    const lab = new ServicesOnDisk();
    await lab.imported('SPX', '1d', '1');
    const id = await lab.trained({ symbol: 'SPX', timeframe: '1d', overrides: ['training.epochs=3'] });
    const again = lab.lifecycle.retry(id, { seed: 9, overrides: ['training.epochs=4'] });
    expect(lab.disk.service.request(again.operationId)).toMatchObject({
      seed: 9,
      overrides: ['training.epochs=3', 'training.epochs=4'],
    });
    const rows = lab.rowCount();
    expect(refusal(() => lab.lifecycle.retry(id, { commission: 0.1 })).message).toMatch(
      /^commission cannot be changed/,
    );
    expect(lab.rowCount()).toBe(rows);
  });

  it('is refused, as resuming is, when the file of its data is gone, and nothing has changed', async () => {
    const lab = new ServicesOnDisk();
    await lab.imported('SPX', '1d', '1');
    const id = await lab.trained({ symbol: 'SPX', timeframe: '1d' });
    const paused = lab.train({ symbol: 'SPX', timeframe: '1d' }).operationId;
    await settled();
    lab.lifecycle.pause(paused);
    await lab.confirm(paused);
    const before = lab.disk.service.get(paused);
    const [rows, attempts] = [lab.rowCount(), lab.disk.service.attempts(paused)];
    rmSync(join(lab.folders.marketData, `${fingerprintOf('1')}.parquet`));
    expect(await refused(lab.lifecycle.resume(paused, goOn))).toBe('dataset_missing');
    expect(refusal(() => lab.lifecycle.retry(id, {})).code).toBe('dataset_missing');
    expect(refusal(() => lab.lifecycle.verify(id)).code).toBe('dataset_missing');
    expect(lab.disk.service.get(paused)).toEqual(before);
    expect([lab.rowCount(), lab.disk.service.attempts(paused)]).toEqual([rows, attempts]);
  });

  it('is refused while it still runs, and when its data are gone', async () => {
    const lab = new ServicesOnDisk();
    await lab.imported('SPX', '1d', '1');
    const id = await lab.trained({ symbol: 'SPX', timeframe: '1d' });
    const running = lab.train({ symbol: 'SPX', timeframe: '1d' });
    expect(refusal(() => lab.lifecycle.retry(running.operationId, {})).code).toBe('not_allowed');
    vi.spyOn(lab.catalogue, 'requireVersion').mockImplementationOnce(() => {
      throw new FailureError(failure('dataset_missing', 'gone'));
    });
    const rows = lab.rowCount();
    expect(refusal(() => lab.lifecycle.retry(id, {})).code).toBe('dataset_missing');
    expect(lab.rowCount()).toBe(rows);
  });

  it('to verify wants a completed operation with hashes', async () => {
    const lab = new ServicesOnDisk();
    await lab.imported('SPX', '1d', '1');
    const id = await lab.trained({ symbol: 'SPX', timeframe: '1d' });
    const check = lab.lifecycle.verify(id);
    expect(check.origin).toEqual({ kind: 'verify', operationId: id });
    expect(refusal(() => lab.lifecycle.verify(check.operationId)).code).toBe('not_allowed');
    const dummy = await lab.ask();
    await lab.complete(dummy, outcomeOf());
    expect(refusal(() => lab.lifecycle.verify(dummy)).message).toContain('no hashes');
  });
});

describe('a family', () => {
  async function family(lab: RunnerOnDisk) {
    const parent = await lab.ask('parent');
    const child = await lab.ask('child', { parentOperationId: parent });
    const grandchild = await lab.ask('grandchild', { parentOperationId: child });
    const waiting = await lab.ask('waiting', { parentOperationId: child });
    return { parent, child, grandchild, waiting };
  }

  it('is cancelled together, what waits at once and what runs when it has stopped', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, child, grandchild, waiting } = await family(lab);
    lab.runner.cancel(parent, 'user', 'enough');
    expect(lab.as('cancelled', waiting)).toMatchObject({ reason: 'parent', note: null });
    for (const id of [parent, child, grandchild]) expect(lab.status(id)).toBe('running');
    for (const id of [grandchild, child, parent]) await lab.confirm(id);
    expect(lab.as('cancelled', parent)).toMatchObject({ reason: 'user', note: 'enough' });
    for (const id of [child, grandchild]) expect(lab.as('cancelled', id).reason).toBe('parent');
  });

  it('is cancelled with what is just being resumed in it', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, grandchild, waiting } = await family(lab);
    await lab.pause(grandchild);
    expect(lab.status(waiting)).toBe('running');
    await lab.lifecycle.resume(grandchild, goOn);
    expect(lab.status(grandchild)).toBe('resuming');
    lab.runner.cancel(parent, 'user', null);
    expect(lab.as('cancelled', grandchild).reason).toBe('parent');
    await settled();
    expect(lab.runner.drives(grandchild)).toBe(false);
  });

  it('is paused and closed together, and each of them keeps that reason', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, child, grandchild, waiting } = await family(lab);
    lab.lifecycle.pause(parent);
    for (const id of [grandchild, child, parent]) await lab.confirm(id);
    const reasons = () => [parent, child, grandchild, waiting].map((id) => lab.as('cancelled', id).reason);
    expect(reasons()).toEqual(['paused', 'paused', 'paused', 'paused']);
    // A parent takes its children along; they are not resumed beside it.
    expect(await lab.lifecycle.resumeAll()).toEqual([parent]);
  });

  it('waits no longer in a queue when its parent is closed', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, child, grandchild, waiting } = await family(lab);
    const closed = lab.runner.shutdown(10_000);
    for (const id of [grandchild, child, parent]) await lab.confirm(id);
    await closed;
    expect(lab.as('cancelled', waiting).reason).toBe('shutdown');
  });

  it('is ended by force together', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, child, grandchild } = await family(lab);
    lab.runner.cancel(parent, 'user', null);
    lab.runner.forceStop(parent);
    for (const id of [parent, child, grandchild]) expect(lab.worker(id).last('terminate')).toBeDefined();
  });

  it('stops working for a parent that was failed from elsewhere', async () => {
    const lab = new RunnerOnDisk(3);
    const { parent, child } = await family(lab);
    lab.disk.service.fail(child, failure('requested_failure', 'no'), { failParent: true });
    expect(lab.as('failed', parent).failure.code).toBe('child_failed');
    for (const id of [parent, child]) expect(lab.worker(id).last('cancel')).toMatchObject({ reason: 'superseded' });
    await lab.confirm(parent);
    expect(lab.status(parent)).toBe('failed');
    expect(lab.runner.drives(parent)).toBe(false);
  });
});

it('a file of the checkpoints folder that changes its length is found out, too', async () => {
  const lab = new RunnerOnDisk();
  const id = await lab.ask();
  const written = lab.checkpoint(id, { snapshot: snapshotOf(1) });
  await lab.pause(id);
  writeFileSync(join(lab.folders.checkpoints, `${written.sha256}.checkpoint`), '', { flag: 'w' });
  expect(await refused(lab.lifecycle.resume(id, goOn))).toBe('checkpoint_damaged');
});

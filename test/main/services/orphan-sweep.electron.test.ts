import { describe, expect, it, vi } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import { OrphanSweep } from '../../../src/main/services/orphan-sweep';
import { RunnerOnDisk } from './runner-on-disk';

function open() {
  const lab = new RunnerOnDisk(3);
  const warnings: string[] = [];
  const log = {
    info: () => {},
    warn: (text: string) => warnings.push(text),
    error: (text: string) => warnings.push(text),
  };
  const { clock, service: operations } = lab.disk;
  const stop = new OrphanSweep({ operations, drives: (id) => lab.runner.drives(id), clock, log }).start();
  return { lab, stop, warnings };
}

describe('the look for forsaken operations', () => {
  it('ends what claims to run and is driven by nobody, after a minute, and says what to do', async () => {
    const { lab } = open();
    const id = lab.disk.createRunning();
    await lab.pass(15_000);
    await lab.pass(59_000);
    expect(lab.status(id)).toBe('running');
    await lab.pass(15_000);
    expect(lab.as('failed', id).failure).toMatchObject({
      code: 'orphaned',
      message: expect.stringContaining('Resume'),
    });
  });

  it('leaves alone what is driven, whatever it does, and what only waits', async () => {
    const { lab } = open();
    const driven = await lab.ask();
    const pending = lab.disk.create();
    for (let second = 0; second < 200; second += 1) await lab.pass(1_000);
    expect(lab.status(driven)).toBe('running');
    expect(lab.status(pending)).toBe('pending');
  });

  it('ends what was left resuming, too', async () => {
    const { lab } = open();
    const id = lab.disk.createRunning();
    lab.disk.pause(id);
    lab.disk.service.tryResume(id, null);
    for (let time = 0; time < 6; time += 1) await lab.pass(15_000);
    expect(lab.as('failed', id).failure.code).toBe('orphaned');
  });

  it('starts to count anew for what was driven in between', async () => {
    const { lab } = open();
    const id = lab.disk.createRunning();
    const drives = vi.spyOn(lab.runner, 'drives');
    for (let time = 0; time < 4; time += 1) await lab.pass(15_000);
    drives.mockReturnValueOnce(true);
    await lab.pass(15_000);
    for (let time = 0; time < 4; time += 1) await lab.pass(15_000);
    expect(lab.status(id)).toBe('running');
    await lab.pass(15_000);
    expect(lab.status(id)).toBe('failed');
  });

  it('goes on after a look that failed, and ends when it is stopped', async () => {
    const { lab, stop, warnings } = open();
    const id = lab.disk.createRunning();
    vi.spyOn(lab.disk.service, 'list').mockImplementationOnce(() => {
      throw new FailureError(failure('storage_failed', 'no'));
    });
    for (let time = 0; time < 6; time += 1) await lab.pass(15_000);
    expect(lab.status(id)).toBe('failed');
    expect(warnings.length).toBeGreaterThan(1);
    const other = lab.disk.createRunning();
    stop();
    for (let time = 0; time < 8; time += 1) await lab.pass(15_000);
    expect(lab.status(other)).toBe('running');
  });

  it('mends what a full disk left behind, once there is room again', async () => {
    const { lab } = open();
    const id = await lab.ask();
    const fail = vi.spyOn(lab.disk.service, 'fail');
    const complete = vi.spyOn(lab.disk.service, 'complete');
    for (const spy of [fail, complete]) {
      spy.mockImplementation(() => {
        throw new FailureError(failure('disk_full', 'The disk is full.'));
      });
    }
    await lab.complete(id);
    expect(lab.status(id)).toBe('running');
    expect(lab.runner.drives(id)).toBe(false);
    for (const spy of [fail, complete]) spy.mockRestore();
    for (let time = 0; time < 6; time += 1) await lab.pass(15_000);
    expect(lab.as('failed', id).failure.code).toBe('orphaned');
  });
});

import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { operationRequestSchema } from '../../../src/contract/requests';
import { artifactOf, dummyRequest, metadataOf, outcomeOf, snapshotOf, writtenCheckpoint } from './operation-samples';
import { ServiceOnDisk } from './service-on-disk';

const settle = () => new Promise((resume) => setImmediate(resume));

describe('children', () => {
  it('are told oldest first, and counted by their parent', () => {
    const disk = new ServiceOnDisk();
    const parent = disk.createRunning({}, 'agent_research');
    const children = ['agent_design', 'training', 'training'] as const;
    const ids = children.map((type) => {
      disk.clock.advance(1_000);
      return disk.createChild(parent, type);
    });
    expect(disk.service.children(parent).map(({ operationId }) => operationId)).toEqual(ids);
    expect(disk.as('running', parent).childCount).toBe(3);
    disk.crashAndReopen();
    expect(disk.as('running', parent).childCount).toBe(3);
    expect(disk.service.children(ids[0] ?? parent)).toEqual([]);
  });

  it('that wait or run are found in every generation, also below one that has ended', () => {
    const disk = new ServiceOnDisk();
    const root = disk.createRunning();
    const [first, ended, second] = [disk.createChild(root), disk.createChild(root), disk.createChild(root)];
    const [below, resuming] = [disk.createChild(ended), disk.createChild(first)];
    disk.service.start(ended);
    disk.service.complete(ended, outcomeOf());
    disk.service.requestCancel(resuming, 'user', null);
    disk.service.tryResume(resuming, null);
    expect(disk.service.liveDescendants(root)).toEqual([first, second, below, resuming]);
    expect(disk.service.liveDescendants(below)).toEqual([]);
  });
});

describe('a child that fails', () => {
  it('takes all its ancestors with it when told to, in one go, each naming the one below', () => {
    const disk = new ServiceOnDisk();
    const root = disk.createRunning({ title: 'research' }, 'agent_research');
    const middle = disk.createChild(root, 'training');
    const leaf = disk.createChild(middle);
    disk.service.start(leaf);
    disk.service.fail(leaf, failure('diverged', 'The loss is not a number.'), { failParent: true });
    expect(disk.as('failed', leaf).failure.code).toBe('diverged');
    expect(disk.as('failed', middle).failure).toMatchObject({
      code: 'child_failed',
      message: expect.stringContaining('The loss is not a number.'),
      detail: `${leaf}: diverged`,
    });
    expect(disk.as('failed', root).failure).toMatchObject({ code: 'child_failed', detail: `${middle}: child_failed` });
    expect(disk.service.attempts(root)[0]?.end).toMatchObject({ outcome: 'failed' });
  });

  it('leaves its parent alone otherwise, and one that has ended in any case', () => {
    const disk = new ServiceOnDisk();
    const [alive, done] = [disk.createRunning(), disk.createRunning()];
    const [first, second] = [disk.createChild(alive), disk.createChild(done)];
    disk.service.complete(done, outcomeOf());
    disk.service.fail(first, failure('internal', 'broken'));
    disk.service.fail(second, failure('internal', 'broken'), { failParent: true });
    expect(disk.service.get(alive).status).toBe('running');
    expect(disk.service.get(done).status).toBe('completed');
  });
});

describe('the progress of a parent', () => {
  const researchOf = (disk: ServiceOnDisk, variants = 1) => {
    const strategy = { fileName: 'a.yaml', text: 'a: 1' };
    const request = operationRequestSchema.parse({ type: 'agent_research', strategy, variants });
    const { operationId } = disk.service.create({ type: 'agent_research', metadata: metadataOf(), request });
    disk.service.start(operationId);
    return operationId;
  };

  it('is read from the children that are stored, and from those that run', () => {
    const disk = new ServiceOnDisk();
    const parent = researchOf(disk);
    expect(disk.service.aggregatedProgress(parent)).toMatchObject({ percentage: 0, currentStep: 'No phases started' });
    const child = disk.createChild(parent, 'dummy');
    disk.service.start(child);
    disk.service.updateProgress(child, snapshotOf(1, { phase: 1, current: 48, total: 96 }));
    expect(disk.service.aggregatedProgress(parent)).toMatchObject({
      percentage: 50,
      context: { childOperationId: child, phaseProgress: 50 },
    });
  });

  it('divides a phase among the variants that are expected', () => {
    const disk = new ServiceOnDisk();
    const parent = researchOf(disk, 4);
    const training = disk.createChild(parent, 'training');
    disk.service.start(training);
    disk.service.complete(training, outcomeOf());
    expect(disk.service.aggregatedProgress(parent)).toMatchObject({ percentage: 5 + 75 / 4, stepsCompleted: 0 });
  });

  it('counts only the backtests that are there: not every variant is worth one', () => {
    const disk = new ServiceOnDisk();
    const parent = researchOf(disk, 4);
    const [first, second] = [disk.createChild(parent, 'backtesting'), disk.createChild(parent, 'backtesting')];
    disk.service.start(first);
    disk.service.complete(first, outcomeOf());
    expect(disk.service.aggregatedProgress(parent)).toMatchObject({ percentage: 90, stepsCompleted: 0 });
    disk.service.start(second);
    disk.service.complete(second, outcomeOf());
    expect(disk.service.aggregatedProgress(parent)).toMatchObject({ percentage: 100, stepsCompleted: 1 });
  });

  it('never falls, and is stored when told', () => {
    const disk = new ServiceOnDisk();
    const parent = researchOf(disk);
    disk.service.updateOperationProgress(parent, { percentage: 79 });
    disk.createChild(parent, 'training');
    expect(disk.service.aggregatedProgress(parent).percentage).toBe(79);
    disk.service.updateOperationProgress(parent, disk.service.aggregatedProgress(parent));
    disk.clock.advance(1_000);
    disk.crashAndReopen();
    expect(disk.as('running', parent).progress).toMatchObject({ percentage: 79, currentStep: 'Training (0%)' });
    expect(disk.service.aggregatedProgress(parent).percentage).toBe(79);
  });
});

describe('progress of what main drives itself', () => {
  it('changes only what it is told, within bounds and never back', () => {
    const disk = new ServiceOnDisk();
    const id = disk.createRunning({}, 'agent_research');
    const told = {
      percentage: 40,
      currentStep: 'Training (40%)',
      context: { a: 1 },
      phase: { id: 'training', percentage: 40 },
    };
    expect(disk.service.updateOperationProgress(id, told)).toBe(true);
    disk.service.updateOperationProgress(id, { percentage: Number.NaN, context: { b: 2 } });
    disk.service.updateOperationProgress(id, { percentage: 10, itemsProcessed: -4, stepsCompleted: undefined });
    const { progress } = disk.as('running', id);
    expect(progress).toMatchObject({
      percentage: 40,
      currentStep: 'Training (40%)',
      stepsCompleted: 1,
      itemsProcessed: 0,
      context: { a: 1, b: 2 },
    });
    expect(progress.phases.map(({ state, percentage }) => [state, percentage])).toEqual([
      ['done', 100],
      ['running', 40],
      ['waiting', 0],
      ['waiting', 0],
    ]);
    disk.service.updateOperationProgress(id, { percentage: 113.2 });
    expect(disk.as('running', id).progress.percentage).toBe(100);
    disk.service.complete(id, outcomeOf());
    expect(disk.service.updateOperationProgress(id, { percentage: 1 })).toBe(false);
  });
});

describe('deleting a family', () => {
  const finishedFamily = (disk: ServiceOnDisk) => {
    const parent = disk.createRunning({ title: 'family' });
    const child = disk.createChild(parent);
    disk.service.start(child);
    const grandchild = disk.createChild(child);
    disk.service.start(grandchild);
    disk.service.recordCheckpoint(grandchild, writtenCheckpoint());
    disk.pause(grandchild);
    disk.service.complete(child, outcomeOf({ artifacts: [artifactOf()] }));
    disk.service.complete(parent, outcomeOf());
    return [parent, child, grandchild] as const;
  };

  it('takes all of it along, and undoing brings all of it back', () => {
    const disk = new ServiceOnDisk();
    const family = finishedFamily(disk);
    const before = family.map((id) => disk.service.get(id));
    expect(disk.service.delete([family[0]]).sort()).toEqual([...family].sort());
    expect(family.map((id) => disk.service.find(id))).toEqual([null, null, null]);
    disk.clock.advance(5_000);
    expect(disk.service.undoDelete([family[2]]).sort()).toEqual([...family].sort());
    expect(family.map((id) => disk.service.get(id))).toEqual(before);
  });

  it('is for good with all rows and files ten seconds later', async () => {
    const disk = new ServiceOnDisk();
    disk.service.delete([...finishedFamily(disk)]);
    disk.clock.advance(10_000);
    await settle();
    expect(disk.rows('SELECT * FROM operations')).toEqual([]);
    expect(disk.deletedFiles.sort()).toEqual(['/profile/artifacts/model', '/profile/checkpoints/one.checkpoint']);
  });

  it('is refused for a child alone, and while anything in it waits or runs', () => {
    const disk = new ServiceOnDisk();
    const [parent, child, grandchild] = finishedFamily(disk);
    expect(disk.service.delete([child, grandchild])).toEqual([]);
    disk.service.tryResume(grandchild, null);
    expect(disk.service.delete([parent])).toEqual([]);
    disk.service.requestCancel(grandchild, 'user', null);
    expect(disk.service.delete([parent])).toHaveLength(3);
  });
});

describe('runs of the same', () => {
  it('are listed newest first, compared when both completed and nothing was changed', () => {
    const disk = new ServiceOnDisk();
    const request = operationRequestSchema.parse({
      type: 'data_load',
      symbol: 'SPX',
      timeframe: '1d',
      source: { provider: 'csv', path: 'a.csv' },
    });
    const run = (origin: 'retry' | 'verify' | null, digit: string, changed = false) => {
      disk.clock.advance(1_000);
      const { operationId } = disk.service.create({
        type: 'data_load',
        metadata: metadataOf(),
        request: changed ? ({ ...request, symbol: 'BTC' } as typeof request) : request,
        origin: origin === null ? null : { kind: origin, operationId: original },
      });
      if (origin === null) original = operationId;
      disk.service.start(operationId);
      if (digit === '') return operationId;
      const result = {
        ...{ type: 'data_load', fingerprint: digit.repeat(64), bars: 1, ignoredColumns: [], isNew: true },
        ...{ start: '2020-01-01T00:00:00.000Z', end: '2020-01-02T00:00:00.000Z' },
      };
      disk.service.complete(operationId, outcomeOf({ result: result as never }));
      return operationId;
    };
    let original = disk.create();
    run(null, 'a');
    const ids = [run('verify', 'a'), run('retry', 'b'), run('retry', 'a', true), run('verify', '')];
    const repeats = disk.service.repeats(original);
    expect(repeats.map(({ operationId }) => operationId)).toEqual([...ids].reverse());
    expect(repeats.map(({ kind, comparison }) => [kind, comparison?.same ?? null])).toEqual([
      ['verify', null],
      ['retry', null],
      ['retry', false],
      ['verify', true],
    ]);
  });

  it('are not called equal when there is nothing to compare', () => {
    const disk = new ServiceOnDisk();
    const original = disk.createRunning();
    disk.service.complete(original, outcomeOf());
    const { operationId } = disk.service.create({
      ...{ type: 'dummy', metadata: metadataOf(), request: dummyRequest },
      origin: { kind: 'verify', operationId: original },
    });
    disk.service.start(operationId);
    disk.service.complete(operationId, outcomeOf());
    expect(disk.service.repeats(original)).toEqual([{ operationId, kind: 'verify', comparison: null }]);
  });

  it('are known by what the newest one of the type was asked for, children aside', () => {
    const disk = new ServiceOnDisk();
    expect(disk.service.newestRequest('dummy')).toBeNull();
    const parent = disk.create();
    disk.clock.advance(1_000);
    const { operationId } = disk.service.create({
      ...{ type: 'dummy', metadata: metadataOf() },
      request: { ...dummyRequest, type: 'dummy', steps: 9 } as typeof dummyRequest,
    });
    disk.clock.advance(1_000);
    disk.createChild(parent);
    expect(disk.service.newestRequest('dummy')).toMatchObject({ steps: 9 });
    disk.service.requestCancel(operationId, 'user', null);
    disk.service.delete([operationId]);
    expect(disk.service.newestRequest('dummy')).toEqual(dummyRequest);
  });
});

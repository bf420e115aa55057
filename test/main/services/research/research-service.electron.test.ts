import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OperationId } from '../../../../src/contract/identifiers';
import { isActive } from '../../../../src/contract/operation-status';
import type { AgentDesignResult, AgentResearchResult } from '../../../../src/contract/results';
import { refusal } from '../refusal';
import { ResearchOnDisk } from './research-on-disk';

const resultOf = (disk: ResearchOnDisk, id: OperationId) => disk.as('completed', id).result as AgentResearchResult;

describe('a research', () => {
  test('makes no row for a strategy that is wrong, or data that is not there', async () => {
    const disk = await ResearchOnDisk.withData();
    const before = disk.rowCount();
    const strategy = { fileName: 'bad.yaml', text: 'name: nothing else' };
    expect(refusal(() => disk.start(disk.researchRequest({ strategy }))).code).toBe('bad_strategy');
    expect(refusal(() => disk.start(disk.researchRequest({ symbol: 'NOWHERE' }))).code).toBe('unknown_symbol');
    expect(disk.rowCount()).toBe(before);
  });

  test('shows what it was asked for', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research({ variants: 2, seed: 9, initialCapital: 5_000 });
    expect(disk.as('running', id).metadata).toMatchObject({
      title: 'desk_pullback',
      symbol: 'DEMOFX',
      timeframe: '1h',
      seed: 9,
      parameters: { variants: 2, initialCapital: 5_000, 'training.epochs': '40' },
    });
  });

  test('designs, trains all variants, backtests and assesses, one phase after the other', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    expect(disk.statuses(id)).toEqual(['agent_design running']);
    await disk.finishOne();
    // One slot: one runs, the others wait for it.
    expect(disk.statuses(id)).toEqual([
      'agent_design completed',
      'training running',
      'training pending',
      'training pending',
    ]);
    await disk.finishOne();
    await disk.finishOne();
    expect(disk.children(id, 'backtesting')).toEqual([]);
    await disk.finishOne();
    expect(disk.statuses(id).slice(4)).toEqual(['backtesting running', 'backtesting pending', 'backtesting pending']);
    await disk.finishAll();
    expect(disk.statuses(id).slice(7)).toEqual(['agent_assessment completed']);
    const [assessment] = disk.children(id, 'agent_assessment');
    expect(resultOf(disk, id)).toEqual({
      type: 'agent_research',
      verdict: 'promising',
      best: 1,
      bestTrainingOperationId: disk.children(id, 'training')[0]!.operationId,
      bestBacktestingOperationId: disk.children(id, 'backtesting')[0]!.operationId,
      summary:
        'Variant 1 is the best of 3 and promising: return 2.4 %, Sharpe ratio 0.70, largest drawdown 5.0 %, 8 trades.',
      variants: 3,
    });
    expect(assessment?.metadata.title).toBe('desk_pullback');
    expect(disk.errors).toEqual([]);
  });

  test('gives each child its variant, its settings, its seed and the same dataset version', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research({ overrides: ['training.epochs=3'], seed: 4, commission: 0.002, slippage: 0.001 });
    // A newer import must not reach into a research that runs.
    await disk.imported('DEMOFX', '1h', 'e');
    await disk.finishAll();
    const [design] = disk.children(id, 'agent_design');
    const { variants } = disk.as('completed', design!.operationId).result as AgentDesignResult;
    const trainings = disk.children(id, 'training');
    expect(trainings.map(({ metadata }) => metadata.parameters['variant'])).toEqual([1, 2, 3]);
    for (const [index, training] of trainings.entries()) {
      expect(disk.disk.service.request(training.operationId)).toMatchObject({
        seed: variants[index]!.seed,
        overrides: ['training.epochs=3', ...variants[index]!.overrides],
      });
    }
    const backtests = disk.children(id, 'backtesting');
    expect(backtests.map(({ metadata }) => metadata.modelOperationId)).toEqual(trainings.map((one) => one.operationId));
    for (const { operationId } of backtests) {
      expect(disk.disk.service.request(operationId)).toMatchObject({
        startDate: null,
        endDate: null,
        initialCapital: 100_000,
        commission: 0.002,
        slippage: 0.001,
      });
    }
    const versions = [...trainings, ...backtests].flatMap(({ metadata }) => metadata.datasets);
    expect(new Set(versions)).toEqual(new Set(disk.disk.service.get(id).metadata.datasets));
    for (const child of disk.children(id)) expect(child.parentOperationId).toBe(id);
  });

  test('backtests only what passed its training gate, and says of the others why', async () => {
    const disk = await ResearchOnDisk.withData();
    let trained = 0;
    disk.testLossOf = () => (trained++ === 1 ? 2 : 1);
    const id = await disk.research();
    await disk.finishAll();
    expect(disk.children(id, 'backtesting').map(({ metadata }) => metadata.parameters['variant'])).toEqual([1, 3]);
    const [assessment] = disk.children(id, 'agent_assessment');
    const { result } = disk.as('completed', assessment!.operationId);
    expect(result).toMatchObject({
      candidates: [{ verdict: 'promising' }, { verdict: 'rejected', backtestingOperationId: null }, { variant: 3 }],
    });
  });

  test('with every training rejected ends with an assessment, and no best', async () => {
    const disk = await ResearchOnDisk.withData();
    disk.testLossOf = () => 2;
    const id = await disk.research({ variants: 1 });
    await disk.finishAll();
    expect(disk.children(id, 'backtesting')).toEqual([]);
    expect(resultOf(disk, id)).toMatchObject({ verdict: 'rejected', best: null, bestTrainingOperationId: null });
  });

  test('shows the progress of its children by weight, in words, and never goes back', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    const seen: [number, string][] = [];
    const note = () => {
      const operation = disk.disk.service.get(id);
      if (operation.status === 'running') seen.push([operation.progress.percentage, operation.progress.currentStep]);
    };
    note();
    for (;;) {
      await disk.moveOne();
      note();
      if (!(await disk.finishOne())) break;
      note();
    }
    const percentages = seen.map(([percentage]) => percentage);
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    const words = seen.map(([, step]) => step);
    expect(words).toContain('Design (0%)');
    expect(words).toContain('Training (33%) · 1 of 3 done');
    expect(words).toContain('Backtest (66%) · 2 of 3 done');
    expect(words.at(-1)).toMatch(/^Assessment/);
    expect(percentages).toContain(30);
    expect(percentages.at(-1)).toBe(100);
    expect(disk.as('completed', id).progress.percentage).toBe(100);
  });
});

describe('a research that is stopped', () => {
  test('takes its children along when it is cancelled, and ends after them', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    await disk.finishOne();
    disk.runner.cancel(id, 'user', 'enough');
    await disk.calm();
    expect(disk.as('running', id).cancelRequested).toMatchObject({ reason: 'user', note: 'enough' });
    const [, first, ...waiting] = disk.children(id);
    expect(waiting).toMatchObject([
      { status: 'cancelled', reason: 'parent' },
      { status: 'cancelled', reason: 'parent' },
    ]);
    await disk.confirmAll();
    expect(disk.as('cancelled', first!.operationId).reason).toBe('parent');
    expect(disk.as('cancelled', id)).toMatchObject({ reason: 'user', note: 'enough' });
    await disk.calm();
    expect(disk.children(id)).toHaveLength(4);
  });

  test('fails with a child that failed by itself, naming it; its other children stop', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    await disk.finishOne();
    const [one] = disk.working;
    const broken = { code: 'diverged' as const, message: 'The loss is no number.', detail: null, phase: 'Epochs' };
    one!.worker.say({ kind: 'failed', operationId: one!.id, failure: broken, warnings: [] });
    await disk.calm();
    // The next in the queue had got its slot already.
    await disk.confirmAll();
    expect(disk.as('failed', id).failure).toMatchObject({
      code: 'child_failed',
      message: expect.stringContaining('The loss is no number.'),
    });
    expect(disk.statuses(id)).toEqual([
      'agent_design completed',
      'training failed',
      'training cancelled',
      'training cancelled',
    ]);
    await disk.resume(id);
    await disk.finishAll();
    expect(resultOf(disk, id).verdict).toBe('promising');
    expect(disk.children(id)).toHaveLength(8);
  });

  test('is cancelled with a child that somebody cancelled alone', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    await disk.finishOne();
    disk.runner.cancel(disk.working[0]!.id, 'user', 'not this one');
    await disk.confirmAll();
    await disk.confirmAll();
    expect(disk.as('cancelled', id)).toMatchObject({ reason: 'user', note: 'not this one' });
    expect(disk.children(id).every(({ status }) => !isActive(status))).toBe(true);
  });

  test('is paused with a child that somebody paused alone, and goes on with it', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    await disk.finishOne();
    disk.lifecycle.pause(disk.working[0]!.id);
    await disk.confirmAll();
    await disk.confirmAll();
    expect(disk.as('cancelled', id).reason).toBe('paused');
    await disk.resume(id);
    await disk.finishAll();
    expect(resultOf(disk, id).verdict).toBe('promising');
  });

  test('leaves a child alone that was resumed before it', async () => {
    const disk = await ResearchOnDisk.withData();
    const id = await disk.research();
    await disk.finishOne();
    disk.lifecycle.pause(id);
    await disk.confirmAll();
    const [first] = disk.children(id, 'training');
    await disk.resume(first!.operationId);
    await disk.finishOne();
    expect(disk.status(first!.operationId)).toBe('completed');
    await disk.resume(id);
    await disk.finishAll();
    expect(resultOf(disk, id).verdict).toBe('promising');
    expect(disk.children(id, 'training')).toHaveLength(3);
  });
});

/** What may come between any two steps of a research. */
const interruptions = {
  pause: async (disk: ResearchOnDisk, id: OperationId) => {
    disk.lifecycle.pause(id);
    await disk.confirmAll();
  },
  cancel: async (disk: ResearchOnDisk, id: OperationId) => {
    disk.runner.cancel(id, 'user', null);
    await disk.confirmAll();
  },
  close: async (disk: ResearchOnDisk) => {
    const closed = disk.reopen();
    await disk.confirmAll();
    await closed;
  },
  kill: async (disk: ResearchOnDisk) => disk.crash(),
  killAndContinue: async (disk: ResearchOnDisk) => {
    await disk.crash();
    disk.lifecycle.continueQueue();
    await disk.calm();
  },
  pauseChild: async (disk: ResearchOnDisk) => {
    const [one] = disk.working;
    if (one !== undefined) disk.lifecycle.pause(one.id);
    await disk.confirmAll();
    await disk.confirmAll();
  },
  loseWorker: async (disk: ResearchOnDisk) => {
    disk.working[0]?.worker.exit(1);
    await disk.calm();
    await disk.confirmAll();
  },
} satisfies Record<string, (disk: ResearchOnDisk, id: OperationId) => Promise<void>>;
type Interruption = keyof typeof interruptions;
const INTERRUPTIONS = Object.keys(interruptions) as Interruption[];

async function goOn(disk: ResearchOnDisk, id: OperationId): Promise<void> {
  await disk.calm();
  const { status } = disk.disk.service.get(id);
  if (status === 'failed' || status === 'cancelled') await disk.resume(id);
}

/** What must be so at the end, however it came about. */
function expectWhole(disk: ResearchOnDisk, id: OperationId): void {
  expect(resultOf(disk, id)).toMatchObject({
    verdict: 'promising',
    best: 1,
    summary:
      'Variant 1 is the best of 3 and promising: return 2.4 %, Sharpe ratio 0.70, largest drawdown 5.0 %, 8 trades.',
    bestTrainingOperationId: disk.children(id, 'training')[0]!.operationId,
    variants: 3,
  });
  expect(disk.statuses(id)).toEqual([
    'agent_design completed',
    ...Array<string>(3).fill('training completed'),
    ...Array<string>(3).fill('backtesting completed'),
    'agent_assessment completed',
  ]);
  expect(disk.children(id, 'training').map(({ metadata }) => metadata.parameters['variant'])).toEqual([1, 2, 3]);
}

describe('a research that is interrupted', () => {
  test.each(INTERRUPTIONS)(
    'by %s at any of its steps goes on and comes to the same end',
    async (name) => {
      for (let step = 0; step <= 7; step++) {
        const disk = await ResearchOnDisk.withData();
        const id = await disk.research();
        for (let done = 0; done < step; done++) await disk.finishOne();
        await disk.moveOne();
        await interruptions[name](disk, id);
        await goOn(disk, id);
        await disk.finishAll();
        expectWhole(disk, id);
      }
    },
    60_000,
  );

  test('before its first child was started goes on', async () => {
    const disk = await ResearchOnDisk.withData();
    const { operationId } = disk.start(disk.researchRequest());
    await disk.crash();
    expect(disk.children(operationId)).toEqual([]);
    await goOn(disk, operationId);
    await disk.finishAll();
    expectWhole(disk, operationId);
  });

  test('any number of times, by anything, anywhere, comes to the same end', async () => {
    const move = fc.oneof(
      { weight: 3, arbitrary: fc.nat(3).map((which) => ({ kind: 'finish' as const, which })) },
      { weight: 1, arbitrary: fc.nat(3).map((which) => ({ kind: 'move' as const, which })) },
      { weight: 2, arbitrary: fc.constantFrom(...INTERRUPTIONS).map((name) => ({ kind: 'interrupt' as const, name })) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(move, { maxLength: 14 }), async (moves) => {
        const disk = await ResearchOnDisk.withData();
        const id = await disk.research();
        for (const one of moves) {
          if (disk.status(id) === 'completed') break;
          if (one.kind === 'finish') await disk.finishOne(one.which);
          else if (one.kind === 'move') await disk.moveOne(one.which);
          else {
            await interruptions[one.name](disk, id);
            await goOn(disk, id);
          }
        }
        await goOn(disk, id);
        await disk.finishAll();
        expectWhole(disk, id);
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregateProgress, type ChildProgress } from '../../src/contract/aggregated-progress';
import { operationIdSchema } from '../../src/contract/identifiers';
import { OPERATION_STATUSES } from '../../src/contract/operation-status';
import { OPERATION_TYPES } from '../../src/contract/operation-type';

const ONE = { training: 1, backtesting: 1 };
let made = 0;

function child(fields: Partial<ChildProgress> = {}): ChildProgress {
  made += 1;
  return {
    operationId: operationIdSchema.parse(`op_training_20261123_101500_${made.toString(16).padStart(8, '0')}`),
    type: 'training',
    status: 'running',
    percentage: 0,
    createdAt: new Date(Date.UTC(2026, 10, 23) + made * 1_000).toISOString(),
    ...fields,
  };
}

describe('the progress of a parent', () => {
  it('is nothing before it has children', () => {
    expect(aggregateProgress([], ONE)).toEqual({
      percentage: 0,
      currentStep: 'No phases started',
      stepsCompleted: 0,
      stepsTotal: 3,
      context: { currentPhase: null, phaseProgress: 0, childOperationId: null },
    });
  });

  it.each([
    ['agent_design', 50, 2.5, 'Design (50%)'],
    ['training', 40, 35, 'Training (40%)'],
    ['backtesting', 60, 92, 'Backtest (60%)'],
    ['agent_assessment', 0, 100, 'Assessment (0%)'],
    ['indicator_compute', 30, 30, 'Indicator compute (30%)'],
  ] as const)('of a %s at %d %% is %d %%', (type, percentage, expected, words) => {
    const progress = aggregateProgress([child({ type, percentage })], ONE);
    expect(progress.percentage).toBeCloseTo(expected, 12);
    expect(progress.currentStep).toBe(words);
  });

  it('is the end of a phase when its child has completed, and keeps that while nothing else runs', () => {
    const children = [
      child({ type: 'agent_design', status: 'completed', percentage: 100 }),
      child({ status: 'completed', percentage: 100 }),
    ];
    expect(aggregateProgress(children, ONE)).toMatchObject({ percentage: 80, stepsCompleted: 2 });
  });

  it('counts a child that is about to go on as active', () => {
    const resuming = child({ status: 'resuming', percentage: 40 });
    const newer = child({ type: 'backtesting', status: 'failed', percentage: 10 });
    expect(aggregateProgress([resuming, newer], ONE).context.childOperationId).toBe(resuming.operationId);
  });

  it('takes the newest child when none is active, and the newest active one of a phase otherwise', () => {
    const [older, newer] = [child({ status: 'failed', percentage: 80 }), child({ status: 'failed', percentage: 20 })];
    expect(aggregateProgress([newer, older], ONE).context.childOperationId).toBe(newer.operationId);
    const [first, second] = [child(), child({ status: 'pending' })];
    expect(aggregateProgress([first, second], { training: 2, backtesting: 2 }).context.childOperationId).toBe(
      second.operationId,
    );
  });

  it('is the mean over the children a phase is to have', () => {
    const children = [
      child({ status: 'completed', percentage: 100 }),
      child({ percentage: 60 }),
      child({ status: 'pending' }),
    ];
    const progress = aggregateProgress(children, { training: 4, backtesting: 4 });
    expect(progress.percentage).toBeCloseTo(5 + 75 * 0.4, 12);
    expect(progress).toMatchObject({ currentStep: 'Training (40%)', stepsCompleted: 0 });
  });

  it('stays in the phase of the slowest while children of the next one run already', () => {
    const children = [child({ percentage: 50 }), child({ type: 'backtesting', percentage: 90 })];
    expect(aggregateProgress(children, ONE).context.currentPhase).toBe('training');
  });

  it('is within 0 to 100, and never less when one child gets further', () => {
    const anyChild = fc.record({
      type: fc.constantFrom(...OPERATION_TYPES),
      status: fc.constantFrom(...OPERATION_STATUSES),
      percentage: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(anyChild, { minLength: 1, maxLength: 8 }),
        fc.nat(7),
        fc.integer({ min: 1, max: 4 }),
        (fields, which, variants) => {
          const children = fields.map((one) => child(one));
          const expected = { training: variants, backtesting: variants };
          const before = aggregateProgress(children, expected);
          expect(before.percentage).toBeGreaterThanOrEqual(0);
          expect(before.percentage).toBeLessThanOrEqual(100);
          expect(before.stepsCompleted).toBeLessThanOrEqual(3);
          const further = children.map((one, index) =>
            index === which % children.length ? { ...one, percentage: 100 } : one,
          );
          expect(aggregateProgress(further, expected).percentage).toBeGreaterThanOrEqual(before.percentage - 1e-9);
        },
      ),
    );
  });
});

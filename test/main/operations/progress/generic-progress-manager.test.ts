import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenericProgressManager } from '../../../../src/main/operations/progress/generic-progress-manager';
import type { GenericProgressState } from '../../../../src/main/operations/progress/progress-state';

const started = (totalSteps = 10) => {
  const states: GenericProgressState[] = [];
  const manager = new GenericProgressManager({ onChange: (state) => states.push(state), now: () => 1_000 });
  manager.startOperation('fetch', totalSteps);
  return { manager, states, percentage: () => manager.snapshot()?.percentage };
};

describe('a progress manager', () => {
  it('does nothing before an operation is started', () => {
    const manager = new GenericProgressManager();
    manager.startStep({ name: 'a', number: 1 });
    manager.updateProgress({ step: 3 });
    manager.completeOperation();
    expect(manager.snapshot()).toBeNull();
  });

  it('starts at zero, says so and tells its listener', () => {
    const { states } = started(7);
    expect(states).toHaveLength(1);
    expect(states[0]).toMatchObject({
      currentStep: 0,
      totalSteps: 7,
      percentage: 0,
      message: 'Starting fetch',
      seq: 0,
    });
  });

  it('refuses a negative number of steps', () => {
    expect(() => started(-1)).toThrow(RangeError);
  });

  it('forgets the run before when another is started', () => {
    const { manager } = started();
    manager.updateProgress({ step: 9, items: 50, context: { a: 1 } });
    manager.startOperation('again', 4);
    expect(manager.snapshot()).toMatchObject({ percentage: 0, totalSteps: 4, itemsProcessed: 0, context: {} });
  });

  it.each([
    [15, 35.8],
    [1, 11.72],
    [25, 53],
    [50, 96],
    [60, 96],
    [-5, 10],
  ])('puts %d of 50 in the range 10 to 96 at %d percent', (current, expected) => {
    const { manager, percentage } = started();
    manager.startStep({ name: 'Segments', number: 6, startPercentage: 10, endPercentage: 96 });
    manager.updateStepProgress({ current, total: 50 });
    expect(percentage()).toBeCloseTo(expected, 10);
  });

  it('stays at the start of the range while there is no total', () => {
    const { manager, percentage } = started();
    manager.startStep({ name: 'Segments', number: 6, startPercentage: 10, endPercentage: 96 });
    manager.updateStepProgress({ current: 5, total: 0 });
    expect(percentage()).toBe(10);
  });

  it('counts the part that is done of the unit being worked on', () => {
    const { manager, percentage } = started();
    manager.startStep({ name: 'Epochs', number: 1, startPercentage: 0, endPercentage: 100 });
    manager.updateStepProgress({ current: 4, total: 10, partial: 0.5 });
    expect(percentage()).toBeCloseTo(45, 10);
  });

  it.each([
    [{ number: 3 }, 10, [20, 30]],
    [{ number: 0 }, 10, [0, 0]],
    [{ number: 11 }, 10, [100, 100]],
    [{ number: 2, startPercentage: 30 }, 10, [30, 40]],
    [{ number: 2, startPercentage: 30 }, 0, [30, 40]],
    [{ number: 2, startPercentage: 95 }, 10, [95, 100]],
    [{ number: 2, startPercentage: -20, endPercentage: 300 }, 10, [0, 100]],
    [{ number: 2, startPercentage: 60, endPercentage: 40 }, 10, [60, 60]],
    [{ number: 2 }, 0, [0, 0]],
  ] as const)('gives step %o of %d steps the range %o', (step, total, range) => {
    const { manager } = started(total);
    manager.startStep({ name: 'step', ...step });
    const state = manager.snapshot();
    expect([state?.stepStartPercentage, state?.stepEndPercentage]).toEqual(range);
    expect(state?.context).toMatchObject({ currentStepName: 'step', stepStartPercentage: range[0] });
  });

  it('names the step that starts, and resets its counters', () => {
    const { manager } = started();
    manager.startStep({ name: 'Load', number: 1, expectedItems: 40 });
    manager.updateStepProgress({ current: 3, total: 4, items: 30, detail: 'a.csv' });
    expect(manager.snapshot()).toMatchObject({ stepCurrent: 3, stepTotal: 4, itemsProcessed: 30, totalItems: 40 });
    expect(manager.snapshot()?.context).toMatchObject({ ratio: 0.75, stepDetail: 'a.csv' });
    manager.startStep({ name: 'Save', number: 2 });
    expect(manager.snapshot()).toMatchObject({
      message: 'Starting Save',
      stepCurrent: 0,
      stepTotal: 0,
      itemsProcessed: 0,
      totalItems: null,
    });
    expect(manager.snapshot()?.context).not.toHaveProperty('stepDetail');
  });

  it('leaves the items as they are when an update does not name them', () => {
    const { manager } = started();
    manager.startStep({ name: 'Load', number: 1 });
    manager.updateStepProgress({ current: 1, total: 4, items: 30 });
    manager.updateStepProgress({ current: 2, total: 4 });
    expect(manager.snapshot()?.itemsProcessed).toBe(30);
  });

  it('moves the whole bar by steps and leaves alone what is not named', () => {
    const { manager, percentage } = started(4);
    manager.updateProgress({ step: 1, message: 'one', items: 5, context: { symbol: 'SPX' } });
    expect(percentage()).toBe(25);
    manager.updateProgress({ message: 'still one' });
    expect(manager.snapshot()).toMatchObject({
      percentage: 25,
      currentStep: 1,
      itemsProcessed: 5,
      message: 'still one',
      context: { symbol: 'SPX' },
    });
    manager.updateProgress({ message: '', step: 9 });
    expect(manager.snapshot()).toMatchObject({ percentage: 100, message: 'still one' });
  });

  it('is at 100 percent after a step of a run without steps', () => {
    const { manager, percentage } = started(0);
    manager.updateProgress({ step: 0 });
    expect(percentage()).toBe(100);
  });

  it('never goes back, and keeps its place when a figure is not a number', () => {
    const { manager, percentage } = started(4);
    manager.updateProgress({ step: 3 });
    manager.updateProgress({ step: 0 });
    manager.startStep({ name: 'early', number: 1, startPercentage: 10, endPercentage: 20 });
    manager.updateStepProgress({ current: Number.NaN, total: 3 });
    manager.updateProgress({ step: Number.NaN });
    expect(percentage()).toBe(75);
  });

  it('completes at 100 percent with all steps done', () => {
    const { manager } = started(4);
    manager.completeOperation();
    expect(manager.snapshot()).toMatchObject({
      percentage: 100,
      currentStep: 4,
      message: 'Operation fetch completed',
    });
  });

  it('survives listeners and renderers that throw, and counts them', () => {
    const throwing = () => {
      throw new Error('no');
    };
    const manager = new GenericProgressManager({
      onChange: throwing,
      renderer: { enhance: throwing, renderMessage: () => 'x' },
    });
    manager.startOperation('fetch', 2);
    manager.updateProgress({ step: 1 });
    expect(manager.snapshot()?.percentage).toBe(50);
    expect(manager.swallowedErrors).toBe(4);
  });

  it('lets the renderer enhance first and speak second', () => {
    const manager = new GenericProgressManager({
      renderer: {
        enhance: (state) => ({ ...state, estimatedRemainingMs: 5 }),
        renderMessage: (state) => `${state.message} (${state.estimatedRemainingMs} left)`,
      },
    });
    manager.startOperation('fetch', 2);
    manager.startStep({ name: 'Load', number: 1 });
    manager.updateStepProgress({ current: 1, total: 2 });
    expect(manager.snapshot()?.message).toBe('Load (5 left)');
  });

  it('stays within 0 to 100 and never decreases, whatever it is told', () => {
    const number = fc.oneof(fc.integer({ min: -20, max: 200 }), fc.double());
    const call = fc.oneof(
      fc.record({
        kind: fc.constant('step' as const),
        number,
        range: fc.option(fc.tuple(number, fc.option(number)), { nil: null }),
      }),
      fc.record({ kind: fc.constant('within' as const), current: number, total: number, partial: number }),
      fc.record({ kind: fc.constant('whole' as const), step: number }),
    );
    fc.assert(
      fc.property(fc.nat(20), fc.array(call, { maxLength: 30 }), (totalSteps, calls) => {
        const { manager, states } = started(totalSteps);
        for (const one of calls) {
          if (one.kind === 'step') {
            const [startPercentage, endPercentage] = one.range ?? [];
            manager.startStep({
              name: 's',
              number: one.number,
              ...(startPercentage === undefined ? {} : { startPercentage }),
              ...(endPercentage == null ? {} : { endPercentage }),
            });
          } else if (one.kind === 'within') manager.updateStepProgress(one);
          else manager.updateProgress(one);
        }
        const percentages = states.map((state) => state.percentage);
        expect(percentages.every((value) => value >= 0 && value <= 100)).toBe(true);
        expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
        expect(states.map((state) => state.seq)).toEqual(states.map((_, index) => index));
      }),
    );
  });
});

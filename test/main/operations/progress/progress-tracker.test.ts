import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BACKTESTING_PHASES } from '../../../../src/contract/backtesting-phases';
import { DATA_LOAD_PHASES } from '../../../../src/contract/data-load-phases';
import type { OperationType } from '../../../../src/contract/operation-type';
import type { PhaseDefinition } from '../../../../src/contract/phase';
import { operationProgressSchema } from '../../../../src/contract/progress';
import { TRAINING_PHASES, trainingPhaseIndex } from '../../../../src/contract/training-phases';
import {
  completedProgress,
  emptyProgress,
  ProgressTracker,
  type TrackedAttempt,
} from '../../../../src/main/operations/progress/progress-tracker';
import { ManualClock } from '../manual-clock';
import { metadataOf, snapshotOf } from '../operation-samples';

const EPOCHS = trainingPhaseIndex('epochs');

function trackerOf(type: OperationType, phases: readonly PhaseDefinition[], more: Partial<TrackedAttempt> = {}) {
  const clock = new ManualClock();
  const attempt: TrackedAttempt = {
    type,
    metadata: metadataOf({ title: 'sp500_pullback', symbol: 'SPX', timeframe: '1d' }),
    phases,
    history: [],
    from: emptyProgress(phases, new Date(clock.now()).toISOString()),
    ...more,
  };
  return { clock, tracker: new ProgressTracker(attempt, clock) };
}

const training = (more: Partial<TrackedAttempt> = {}) => trackerOf('training', TRAINING_PHASES, more);

describe('the progress of an attempt', () => {
  it('begins with every phase waiting', () => {
    const { tracker } = training();
    expect(tracker.progress).toMatchObject({
      percentage: 0,
      currentStep: 'Starting sp500_pullback',
      stepsCompleted: 0,
      stepsTotal: TRAINING_PHASES.length,
      remaining: null,
    });
    expect(new Set(tracker.progress.phases.map((phase) => phase.state))).toEqual(new Set(['waiting']));
  });

  it('maps the counters into the range of their phase', () => {
    const { tracker } = training();
    tracker.fold(snapshotOf(1, { phase: EPOCHS, current: 4, total: 10, innerCurrent: 120, innerTotal: 500 }));
    expect(tracker.progress).toMatchObject({
      currentStep: 'Epoch 5/10 · Batch 120/500',
      stepsCompleted: EPOCHS,
      itemsProcessed: 4,
      itemsTotal: 10,
    });
    expect(tracker.progress.percentage).toBeCloseTo(5 + 90 * 0.424, 10);
    expect(tracker.progress.phases[EPOCHS]).toMatchObject({ id: 'epochs', state: 'running' });
    expect(tracker.progress.phases[EPOCHS]?.percentage).toBeCloseTo(42.4, 10);
  });

  it('speaks each domain', () => {
    const preparing = training().tracker;
    preparing.fold(snapshotOf(1, { phase: 1, current: 1, total: 3, innerCurrent: 5, innerTotal: 9 }));
    expect(preparing.progress.currentStep).toBe('Indicators · Indicator 2/3');
    const backtest = trackerOf('backtesting', BACKTESTING_PHASES).tracker;
    backtest.fold(snapshotOf(1, { phase: 4, current: 1_024, total: 5_000 }));
    expect(backtest.progress.currentStep).toBe('Backtesting SPX 1d · Bar 1024/5000');
    const load = trackerOf('data_load', DATA_LOAD_PHASES).tracker;
    load.fold(snapshotOf(1, { phase: 1, current: 2_400, total: 4_000 }));
    expect(load.progress.currentStep).toBe('Read rows (SPX 1d) [2/4] (2400/4000 items)');
  });

  it('keeps how long each phase took', () => {
    const { tracker, clock } = training();
    tracker.fold(snapshotOf(1, { phase: 0 }));
    clock.advance(300);
    tracker.fold(snapshotOf(2, { phase: 1 }));
    clock.advance(100);
    tracker.fold(snapshotOf(3, { phase: EPOCHS }));
    clock.advance(40);
    tracker.fold(snapshotOf(4, { phase: EPOCHS, current: 1, total: 2 }));
    expect(tracker.progress.phases.map((phase) => phase.durationMs)).toEqual([300, 100, 0, 0, 40, null, null]);
  });

  it('drops a snapshot that is not newer, of a phase that is over or of one that does not exist', () => {
    const { tracker } = training();
    expect(tracker.fold(snapshotOf(5, { phase: 2, current: 1, total: 2 }))).toBe(true);
    const before = tracker.progress;
    expect(tracker.fold(snapshotOf(5, { phase: 3 }))).toBe(false);
    expect(tracker.fold(snapshotOf(4, { phase: 3 }))).toBe(false);
    expect(tracker.fold(snapshotOf(9, { phase: 1 }))).toBe(false);
    expect(tracker.fold(snapshotOf(9, { phase: 70 }))).toBe(false);
    expect(tracker.progress).toBe(before);
  });

  it('ends complete with every phase done and nothing remaining', () => {
    const { tracker, clock } = training();
    tracker.fold(snapshotOf(1, { phase: EPOCHS, current: 1, total: 2 }));
    clock.advance(5_000);
    const before = tracker.progress;
    const last = completedProgress(tracker.last(), new Date(clock.now()).toISOString());
    expect(tracker.progress).toBe(before);
    expect(last.phases[EPOCHS]?.durationMs).toBe(5_000);
    expect(last).toMatchObject({ percentage: 100, currentStep: 'Completed', stepsCompleted: 7, remaining: null });
    expect(new Set(last.phases.map((phase) => phase.state))).toEqual(new Set(['done']));
    expect(operationProgressSchema.parse(last)).toEqual(last);
  });

  it('knows the remaining time from history first and from its own rate later', () => {
    const history = [20_000, 20_000].map((durationMs) => ({ durationMs, completedAt: Date.UTC(2026, 10, 20) }));
    const { tracker, clock } = training({ history });
    clock.advance(1_000);
    tracker.fold(snapshotOf(1, { phase: 0 }));
    expect(tracker.progress.remaining?.lowMs).toBeLessThan(19_000);
    expect(tracker.progress.remaining?.highMs).toBeGreaterThan(19_000);
    for (let step = 1; step <= 40; step += 1) {
      clock.advance(1_000);
      tracker.fold(snapshotOf(1 + step, { phase: EPOCHS, current: step, total: 80 }));
    }
    // 40 of 80 epochs in 40 s: as much again, plus the two short phases behind them.
    expect(tracker.progress.remaining?.lowMs).toBeLessThan(43_000);
    expect(tracker.progress.remaining?.highMs).toBeGreaterThan(43_000);
  });

  it('goes on where the attempt before it stopped', () => {
    const from = { ...emptyProgress(TRAINING_PHASES, '2026-11-23T10:15:00.000Z'), seq: 40, percentage: 48 };
    const { tracker } = training({ from });
    tracker.fold(snapshotOf(1, { phase: 0, current: 1, total: 2 }));
    expect(tracker.progress.percentage).toBe(48);
    expect(tracker.progress.seq).toBeGreaterThan(41);
  });

  it('is valid, within 0 to 100 and never goes back, whatever the job reports', () => {
    const counter = fc.oneof(fc.integer({ min: -5, max: 50 }), fc.double({ min: -1e9, max: 1e9, noNaN: true }));
    const report = fc.record({
      seqStep: fc.integer({ min: -2, max: 3 }),
      wait: fc.nat(4_000),
      phase: fc.nat(8),
      current: counter,
      total: counter,
      innerCurrent: counter,
      innerTotal: counter,
    });
    const types = fc.constantFrom(
      ['training', TRAINING_PHASES] as const,
      ['backtesting', BACKTESTING_PHASES] as const,
      ['data_load', DATA_LOAD_PHASES] as const,
    );
    fc.assert(
      fc.property(types, fc.array(report, { maxLength: 40 }), ([type, phases], reports) => {
        const { tracker, clock } = trackerOf(type, phases);
        let seq = 0;
        let before = tracker.progress;
        for (const { seqStep, wait, ...counters } of reports) {
          clock.advance(wait);
          seq = Math.max(0, seq + seqStep);
          const changed = tracker.fold(snapshotOf(seq, counters));
          const { progress } = tracker;
          expect(operationProgressSchema.safeParse(progress).error).toBeUndefined();
          expect(progress.percentage).toBeGreaterThanOrEqual(before.percentage);
          expect(progress.seq).toBe(changed ? before.seq + 1 : before.seq);
          progress.phases.forEach((phase, index) => {
            if (before.phases[index]?.state === 'done') expect(phase.state).toBe('done');
          });
          before = progress;
        }
      }),
    );
  });
});

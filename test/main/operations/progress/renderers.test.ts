import { describe, expect, it } from 'vitest';
import { backtestProgressRenderer } from '../../../../src/main/operations/progress/backtest-progress-renderer';
import { dataProgressRenderer } from '../../../../src/main/operations/progress/data-progress-renderer';
import { defaultProgressRenderer } from '../../../../src/main/operations/progress/default-progress-renderer';
import type { GenericProgressState } from '../../../../src/main/operations/progress/progress-state';
import { trainingProgressRenderer } from '../../../../src/main/operations/progress/training-progress-renderer';

const state = (fields: Partial<GenericProgressState> = {}): GenericProgressState => ({
  operationId: 'fetch',
  currentStep: 0,
  totalSteps: 0,
  percentage: 0,
  message: 'Merging',
  startTime: 0,
  updatedAt: 0,
  seq: 0,
  context: {},
  estimatedRemainingMs: null,
  itemsProcessed: 0,
  totalItems: null,
  stepStartPercentage: 0,
  stepEndPercentage: 0,
  stepCurrent: 0,
  stepTotal: 0,
  ...fields,
});
const market = { symbol: 'AAPL', timeframe: '1h', mode: 'backfill' };

describe('the default renderer', () => {
  it('adds what is known of the run, the step and the percentage', () => {
    const full = state({
      context: { operation: 'fetch', ...market },
      currentStep: 2,
      totalSteps: 6,
      percentage: 33.333,
    });
    expect(defaultProgressRenderer.renderMessage(full)).toBe(
      'Merging (fetch, symbol=AAPL, timeframe=1h, mode=backfill) [2/6] (33.3%)',
    );
    expect(defaultProgressRenderer.renderMessage(state())).toBe('Merging');
  });

  it('estimates the rest at the rate so far, once there is one', () => {
    const remainingOf = (fields: Partial<GenericProgressState>) =>
      defaultProgressRenderer.enhance(state({ updatedAt: 30_000, ...fields })).estimatedRemainingMs;
    expect(remainingOf({ currentStep: 1, percentage: 25 })).toBe(90_000);
    expect(remainingOf({ currentStep: 0, percentage: 25 })).toBeNull();
    expect(remainingOf({ currentStep: 1, percentage: 0 })).toBeNull();
    expect(remainingOf({ currentStep: 1, percentage: 100 })).toBe(0);
  });
});

describe('the training renderer', () => {
  it.each([
    [{ epochIndex: 5, totalEpochs: 10, batchIndex: 120, totalBatches: 500 }, 'Epoch 5/10 · Batch 120/500'],
    [{ epochIndex: 5, totalEpochs: 10, batchIndex: 0, totalBatches: 500 }, 'Epoch 5/10'],
    [{ epochIndex: 5, totalEpochs: 10 }, 'Epoch 5/10'],
    [{ epochIndex: 0, totalEpochs: 10 }, 'Merging'],
    [{}, 'Merging'],
  ])('reads %o as %s', (context, text) => {
    expect(trainingProgressRenderer.renderMessage(state({ context }))).toBe(text);
  });
});

describe('the backtest renderer', () => {
  it('names the market and the date', () => {
    const dated = state({ context: { ...market, currentDate: '2024-03-01' } });
    expect(backtestProgressRenderer.renderMessage(dated)).toBe('Backtesting AAPL 1h [2024-03-01]');
    const undated = state({ context: market, message: 'Bar 3/9' });
    expect(backtestProgressRenderer.renderMessage(undated)).toBe('Backtesting AAPL 1h · Bar 3/9');
  });
});

describe('the data renderer', () => {
  it('shows the detail of a step with its counters and items', () => {
    const detailed = state({
      context: { ...market, currentStepName: 'Download', stepDetail: '2024-03' },
      stepCurrent: 15,
      stepTotal: 50,
      itemsProcessed: 1_500,
      totalItems: 3_000,
    });
    expect(dataProgressRenderer.renderMessage(detailed)).toBe(
      'Download: 2024-03 (15/50) (1500/3000 items) (AAPL 1h, backfill mode)',
    );
  });

  it('otherwise shows the whole, with an estimate that is worth reading', () => {
    const whole = state({
      message: 'Merging (again)',
      context: { symbol: 'AAPL', timeframe: '1h', currentItem: 'AAPL.csv' },
      currentStep: 3,
      totalSteps: 5,
      itemsProcessed: 2_400,
      totalItems: 4_000,
      estimatedRemainingMs: 45_000,
    });
    expect(dataProgressRenderer.renderMessage(whole)).toBe(
      'Merging (AAPL 1h) [3/5] - AAPL.csv (2400/4000 items) ETA: 45s',
    );
    expect(dataProgressRenderer.renderMessage(state({ estimatedRemainingMs: 5_000 }))).toBe('Merging');
  });
});

import { describe, expect, test } from 'vitest';
import { BACKTESTING_PHASES } from '../../../src/contract/backtesting-phases';
import { backtestingResultSchema } from '../../../src/contract/results';
import { tradeSchema } from '../../../src/contract/trades';
import { sliceBars } from '../../../src/engine/bars';
import { JobCancelled } from '../../../src/engine/job-control';
import { JobInputError } from '../../../src/engine/job-input-error';
import { BUY, HOLD, SELL } from '../../../src/engine/labels/label-classes';
import type { TrainedModel } from '../../../src/engine/neural/trained-model';
import type { DecisionSpec, Strategy } from '../../../src/engine/strategy/strategy';
import { runBacktest } from '../../../src/workers/backtesting/backtesting-job';
import type { BacktestingInput } from '../../../src/workers/backtesting/backtesting-output';
import { tradeRows } from '../../../src/workers/backtesting/trade-rows';
import { runTraining } from '../../../src/workers/training/training-job';
import { fakeJobControl, percentageOf } from '../../fakes/job-control';
import { demoStrategy } from '../../fixtures/demo-strategy';
import { barsOfCloses, wavyBars } from '../../fixtures/made-bars';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const bars = wavyBars(1_200, 3);
const { model } = runTraining(
  { strategy: demoStrategy, bars, firstRow: 100, seed: 1, symbol: 'DEMO', timeframe: '1d' },
  fakeJobControl(),
);
const testPart = bars.time.indexOf(model.test.start);

const input: BacktestingInput = {
  strategy: demoStrategy,
  model,
  bars,
  firstRow: testPart,
  symbol: 'DEMO',
  timeframe: '1d',
  initialCapital: 100_000,
  commission: 0.001,
  slippage: 0.0005,
};

const backtest = (changes: Partial<BacktestingInput> = {}) => {
  const control = fakeJobControl();
  return { ...runBacktest({ ...input, ...changes }, control), warnings: control.warnings };
};

const deciding = (decisions: Partial<DecisionSpec>): Strategy => ({
  ...demoStrategy,
  decisions: { ...demoStrategy.decisions, ...decisions },
});

describe('runBacktest', () => {
  const control = fakeJobControl();
  const output = runBacktest(input, control);
  const { result, series, trades } = output;

  test('gives a result and trades of the contract', () => {
    const modelOperationId = 'op_training_20261123_101500_1a2b3c4d';
    backtestingResultSchema.parse({ ...result, modelOperationId });
    const rows = tradeRows(trades).map((row) => tradeSchema.parse(row));
    expect(rows.length).toBe(result.trades);
    expect(rows.length).toBeGreaterThan(2);
    expect(rows[0]!.side).toBe('long');
    expect(rows.filter((row) => row.exitReason === 'end_of_range').length).toBeLessThanOrEqual(1);
  });

  test('has one equity point per bar of the range, the last of which is the final equity', () => {
    expect(result.bars).toBe(165);
    expect([series.time.length, series.equity.length, series.signal.length]).toEqual([165, 165, 165]);
    expect(series.time[0]).toBe(model.test.start);
    expect(series.equity.at(-1)).toBe(result.finalEquity);
    expect(result.totalReturn).toBeCloseTo(result.finalEquity / 100_000 - 1, 14);
    expect(Math.abs(sum(trades.netPnl) - (result.finalEquity - 100_000))).toBeLessThan(1e-4);
  });

  test('its statistics are those of its own equity points', () => {
    const returns = Array.from(series.equity.subarray(1), (equity, i) => equity / series.equity[i]! - 1);
    const mean = returns.reduce((total, r) => total + r, 0) / returns.length;
    const deviation = Math.sqrt(returns.reduce((total, r) => total + (r - mean) ** 2, 0) / returns.length);
    expect(result.sharpe).toBeCloseTo((mean / deviation) * Math.sqrt(result.periodsPerYear), 10);
    expect(result.maxDrawdown).toBe(Math.max(...series.drawdown));
    expect(result.winRate).toBe(trades.netPnl.filter((net) => net > 0).length / result.trades);
    expect(result.exposure).toBe(series.position.filter((quantity) => quantity !== 0).length / 165);
    expect(result.buyAndHoldReturn).toBe(bars.close[1_199]! / bars.close[testPart]! - 1);
    // Every day of the week is a bar in the made data.
    expect(result.periodsPerYear).toBeCloseTo(365.25, 10);
  });

  test('says nothing of bars before the range: longer history changes no bit once indicators are warm', () => {
    // The MACD's memory fades only slowly, so the history is the same; only what follows the range differs.
    const shorter = backtest({ bars: sliceBars(bars, 0, 1_150) });
    const count = 1_150 - testPart;
    expect([...shorter.series.signal]).toEqual([...series.signal.subarray(0, count)]);
    expect([...shorter.series.equity.subarray(0, count - 1)]).toEqual([...series.equity.subarray(0, count - 1)]);
  });

  test('takes no decision before bar 50 and knows its features from the first bar on', () => {
    expect(series.signal.subarray(0, 50).every((signal) => signal === HOLD)).toBe(true);
    expect(series.confidence[0]).toBeGreaterThan(0);
    expect(control.warnings).toEqual([]);
  });

  test('enters its phases in order and never moves the bar back', () => {
    expect(control.phases).toEqual([1, 2, 3, 4]);
    const percentages = control.updates.map((update) => percentageOf(update, BACKTESTING_PHASES));
    percentages.slice(1).forEach((percentage, i) => {
      expect(percentage).toBeGreaterThanOrEqual(percentages[i]!);
    });
    expect(percentages.at(-1)).toBe(97);
  });

  test('sends equity points with the real win rate as it runs', () => {
    const points = control.metrics.map((metric) => metric.data);
    expect(points.length).toBe(165);
    points.forEach((point, bar) => {
      expect(point).toMatchObject({ bar, time: series.time[bar], equity: series.equity[bar] });
      expect(point['drawdown']).toBe(series.drawdown[bar]);
    });
    expect(points[0]!['winRate']).toBeNaN();
    expect(points.at(-1)).toMatchObject({ trades: result.trades, winRate: result.winRate });
  });

  test('the same input gives the same hashes, other costs other ones', () => {
    const again = backtest().result;
    expect([again.tradesHash, again.equityHash]).toEqual([result.tradesHash, result.equityHash]);
    const dearer = backtest({ commission: 0.002 }).result;
    expect(dearer.tradesHash).not.toBe(result.tradesHash);
    expect(dearer.equityHash).not.toBe(result.equityHash);
  });

  test('a run inside another one changes neither', () => {
    let inner: string | null = null;
    const outer = runBacktest(
      input,
      fakeJobControl({
        onUpdate: ({ phase, current }) => {
          if (phase === 4 && current === 80) inner = backtest({ commission: 0.002 }).result.equityHash;
        },
      }),
    );
    expect(outer.result.equityHash).toBe(result.equityHash);
    expect(inner).toBe(backtest({ commission: 0.002 }).result.equityHash);
  });
});

describe('in sample', () => {
  test('is a range that touches training or validation bars of the same symbol', () => {
    expect(backtest().result.inSample).toBe(false);
    expect(backtest({ firstRow: testPart - 1 }).result.inSample).toBe(true);
    expect(backtest({ bars: sliceBars(bars, 0, 300), firstRow: 100 }).result.inSample).toBe(true);
    expect(backtest({ firstRow: 100, symbol: 'OTHER' }).result.inSample).toBe(false);
  });
});

describe('a long run', () => {
  test('sends about two thousand points, the last bar among them', () => {
    const control = fakeJobControl();
    const count = 9_001;
    const long = wavyBars(count, 8, 60_000);
    const { result } = runBacktest({ ...input, bars: long, firstRow: 0, timeframe: '1m' }, control);
    expect(result.bars).toBe(count);
    expect(control.metrics.length).toBe(Math.ceil(count / 5));
    expect(control.metrics.at(-1)!.data['bar']).toBe(count - 1);
    expect(result.periodsPerYear).toBe(252 * 1_440);
    const looked = control.updates.filter((update) => update.phase === 4).map((update) => update.current);
    expect(Math.max(...looked.slice(1).map((done, i) => done - looked[i]!))).toBeLessThanOrEqual(1_024);
  });
});

describe('cancelling a backtest', () => {
  test.each([1, 2, 3, 4])('stops it in phase %i', (phase) => {
    let seen = 0;
    const control = fakeJobControl({ cancelWhen: ({ phases }) => phases.at(-1) === phase && ++seen > 1 });
    expect(() => runBacktest(input, control)).toThrow(JobCancelled);
    expect(control.phases.at(-1)).toBe(phase);
  });
});

/** A model whose only parameter that is not 0 is the output bias of one class. */
function alwaysPredicting(label: number): TrainedModel {
  const parameters = new Float64Array(model.parameters.length);
  parameters[parameters.length - 3 + label] = 5;
  return { ...model, parameters };
}

describe('what a backtest refuses or warns of', () => {
  const faultOf = (changes: Partial<BacktestingInput>): string => {
    try {
      backtest(changes);
    } catch (thrown) {
      if (thrown instanceof JobInputError) return `${thrown.code}: ${thrown.message}`;
      throw thrown;
    }
    return 'no fault';
  };

  test('a range without bars or without a decision', () => {
    expect(faultOf({ firstRow: 1_200 })).toMatch(/^empty_range: /);
    expect(faultOf({ firstRow: 1_150 })).toMatch(/^too_few_rows: The range has 50 bars/);
    expect(faultOf({ firstRow: 1_149 })).toBe('no fault');
  });

  test('a model of another strategy, naming the differing features', () => {
    const fuzzySets = demoStrategy.fuzzySets.map((set) => (set.id === 'mom_zone' ? { ...set, id: 'rsi_zone' } : set));
    const inputs = demoStrategy.inputs.map((one) =>
      one.kind === 'fuzzy' && one.fuzzySet === 'mom_zone' ? { ...one, fuzzySet: 'rsi_zone' } : one,
    );
    expect(faultOf({ strategy: { ...demoStrategy, fuzzySets, inputs } })).toMatch(
      /^model_mismatch: .*needs 1d_mom_zone_low, 1d_mom_zone_middle, 1d_mom_zone_high.*computes 1d_rsi_zone_low/,
    );
    const reordered = { ...demoStrategy, inputs: [...demoStrategy.inputs].reverse() };
    expect(faultOf({ strategy: reordered })).toMatch(/^model_mismatch: .*the order is another/);
  });

  test('a unit that costs more than a position may', () => {
    const { warnings, result } = backtest({ initialCapital: 30 });
    expect(result.trades).toBe(0);
    expect(result.finalEquity).toBe(30);
    expect(warnings.join()).toMatch(/entries were not made.*Raise the initial capital of 30\./);
  });

  test('a run without a trade, and why there was none', () => {
    const certain = backtest({ strategy: deciding({ confidenceThreshold: 1 }) });
    expect(certain.result).toMatchObject({ trades: 0, winRate: null, profitFactor: null, sharpe: 0, totalReturn: 0 });
    expect(certain.warnings.join()).toMatch(/No trade was made.*never with more confidence than 0\.\d+.*is 1/);
    expect(backtest({ model: alwaysPredicting(HOLD) }).warnings.join()).toMatch(/predicts hold at every bar/);
  });

  test('an account that a short position ruined', () => {
    const soaring = barsOfCloses(Array.from({ length: 400 }, (_, bar) => 100 + 0.05 * bar * bar));
    const { result, warnings } = backtest({
      bars: soaring,
      firstRow: 100,
      model: alwaysPredicting(SELL),
      strategy: deciding({ allowShortFromFlat: true }),
    });
    expect(result.finalEquity).toBeLessThan(0);
    expect(result.annualisedReturn).toBeNull();
    expect(warnings.join()).toMatch(/account was lost/);
  });

  test('bars without features, and a model of another symbol', () => {
    const { warnings } = backtest({ bars: sliceBars(bars, testPart, 1_200), firstRow: 0, symbol: 'OTHER' });
    expect(warnings.join('\n')).toMatch(/\d+ of 165 bars gave no signal/);
    expect(warnings.join('\n')).toMatch(/trained on DEMO 1d, this is OTHER 1d/);
  });
});

test('a strategy that may go short does, and the account still adds up', () => {
  const { trades, result, series } = backtest({
    strategy: deciding({ allowShortFromFlat: true, confidenceThreshold: 0 }),
  });
  expect(trades.side).toContain(-1);
  expect(series.signal).toContain(SELL);
  expect(series.signal).toContain(BUY);
  expect(Math.abs(sum(trades.netPnl) - (result.finalEquity - 100_000))).toBeLessThan(1e-4);
});

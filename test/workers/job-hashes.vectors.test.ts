import { describe, expect, test } from 'vitest';
import type { Activation, Strategy } from '../../src/engine/strategy/strategy';
import { runBacktest } from '../../src/workers/backtesting/backtesting-job';
import { runTraining } from '../../src/workers/training/training-job';
import { fakeJobControl } from '../fakes/job-control';
import { demoStrategy } from '../fixtures/demo-strategy';
import { wavyBars } from '../fixtures/made-bars';

/** Every activation, both label sources, both sides of the market. */
const vectors: readonly { name: string; strategy: Strategy; hashes: Record<string, string> }[] = [
  {
    name: 'tanh, zigzag labels',
    strategy: demoStrategy,
    hashes: {
      model: '3b1814ddd8fd7056a1b27cd09db3791a559c947e6db1bf5e36acc76368e8c9b1',
      metrics: 'a9e6f7f39d3b167a29ee62c999710d06e37979ec9b509df745a86d1f6b9d5472',
      trades: '1e757ef829471238e0f9a6c628c84a696915d684027760220c9ba2b51fe24a0b',
      equity: '329339c74293c8797e1de475d0c8e2294139e3375b935154fbf76aca0321387f',
    },
  },
  {
    name: 'leaky_relu, weight decay, early stopping, short positions',
    strategy: variant('leaky_relu', { weightDecay: 0.01, earlyStopping: { patience: 3, minDelta: 0.0005 } }, true),
    hashes: {
      model: 'e370679a64534f48e6387a047410252c862cd31148aad6b023d8791a79a3d39b',
      metrics: '6f652ffc7d6dfa619c14b25269accc6afc32cc43d3bb3092b2c8fda92c7832f6',
      trades: '8e83fd862f39ecc5b167b583eee24dbbbf0d7ca3d3aa2fd6a0c821875e153e0a',
      equity: '1cbc07f963ef8ea0da7b33e63a42a107614cbd74365d163c174855feda177def',
    },
  },
  {
    name: 'sigmoid, context labels, no clipping',
    strategy: variant('sigmoid', {
      gradientClip: null,
      labels: { source: 'context', horizon: 5, bullishThreshold: 0.01, bearishThreshold: -0.01 },
    }),
    hashes: {
      model: 'ee52fc4859ed78e1241e2d93b4daffb6100a9572b1aff0a0c794a3e3839e6597',
      metrics: '02ebf6f4d57106ec0c1f1503a87d496402b6ad2ac9696f8c0827078f54492971',
      trades: '0148b8788c7a4117915aad13b42fdbdaa66a736f406cac1c4b4b72cfaa681eb8',
      equity: '6e9c75a6f2af2449c12b27bbaf5d65af78314bebc636a97160503ce4134e60e6',
    },
  },
  {
    name: 'relu, many small batches',
    strategy: variant('relu', { batchSize: 7, learningRate: 0.001 }),
    hashes: {
      model: 'e55d2e29c069f9de892b7385889d1d3f5263a6f0d5eb42673a4969582783440f',
      metrics: 'f2368d605cbe0847630ba61e991f84ac62fc093ea3e1bf82824683cce767416d',
      trades: '9bf76af472acf8b2c52b8beb0eb6538250275eff0511be87f59e34c100db514b',
      equity: '259eddfa1071c9f5f19490e9804df842dfdb03b493f5e4582ecdc1086efaae2d',
    },
  },
];

function variant(activation: Activation, training: Partial<Strategy['training']>, allowShort = false): Strategy {
  return {
    ...demoStrategy,
    model: { ...demoStrategy.model, activation },
    decisions: { ...demoStrategy.decisions, allowShortFromFlat: allowShort, confidenceThreshold: 0.4 },
    training: { ...demoStrategy.training, ...training },
  };
}

// A change of these hashes is a change of what every stored result means: raise ENGINE_VERSION with it.
describe('the stored hashes of training and backtest', () => {
  const bars = wavyBars(1_200, 3);
  const about = { bars, symbol: 'DEMO', timeframe: '1d' } as const;

  test.each(vectors)('$name', ({ strategy, hashes }) => {
    const training = runTraining({ ...about, strategy, firstRow: 100, seed: 1 }, fakeJobControl());
    const backtest = runBacktest(
      {
        ...about,
        strategy,
        model: training.model,
        firstRow: bars.time.indexOf(training.model.test.start),
        initialCapital: 100_000,
        commission: 0.001,
        slippage: 0.0005,
      },
      fakeJobControl(),
    );
    expect(backtest.result.trades).toBeGreaterThan(0);
    expect({
      model: training.result.modelHash,
      metrics: training.result.metricsHash,
      trades: backtest.result.tradesHash,
      equity: backtest.result.equityHash,
    }).toEqual(hashes);
  });
});

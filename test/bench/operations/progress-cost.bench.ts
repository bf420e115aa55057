import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import type { Bars } from '../../../src/engine/bars';
import type { JobControl } from '../../../src/engine/job-control';
import { Random } from '../../../src/engine/math/random';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import type { Strategy } from '../../../src/engine/strategy/strategy';
import { runBacktest } from '../../../src/workers/backtesting/backtesting-job';
import { createBridgeMemory } from '../../../src/workers/runtime/bridge-memory';
import { BridgeWriter } from '../../../src/workers/runtime/bridge-writer';
import { SharedToken } from '../../../src/workers/runtime/shared-token';
import { runTraining } from '../../../src/workers/training/training-job';
import { REPOSITORY } from '../../e2e/driver/command';
import { median } from './distribution';
import { say } from './say';

const ROUNDS = 9;

const noCheckpoint: JobControl['checkpoint'] = { resumeFrom: null, isDue: () => false, save() {}, leave() {} };

/** Progress, token and metrics go nowhere: what the job costs by itself. */
const unobserved: JobControl = {
  token: { isCancelled: false, throwIfCancelled() {} },
  bridge: { startPhase() {}, update() {}, metric() {}, now: () => performance.now() },
  checkpoint: noCheckpoint,
  warn() {},
};

/** The control of a real worker, its ring large enough for a whole run. */
function observed(): JobControl {
  const memory = createBridgeMemory();
  const token = new SharedToken(memory);
  return { token, bridge: new BridgeWriter(memory, token), checkpoint: noCheckpoint, warn() {} };
}

test('what progress, token and metrics cost a job', () => {
  test.setTimeout(600_000);
  const strategy = walkStrategy();
  const training = {
    strategy,
    bars: randomWalk(60_000),
    firstRow: 0,
    seed: 1,
    symbol: 'WALK',
    timeframe: '5m',
  } as const;
  const { model } = runTraining(training, unobserved);
  const account = { initialCapital: 100_000, commission: 0.001, slippage: 0.0005 };
  const backtest = { ...training, bars: randomWalk(1_000_000), model, ...account };
  compare('training', (control) => runTraining(training, control).result.modelHash);
  compare('backtest, 1,000,000 bars', (control) => runBacktest(backtest, control).result.equityHash);
});

/** Alternates the two, after making sure that they come to the same. */
function compare(name: string, run: (control: JobControl) => string): void {
  if (run(unobserved) !== run(observed())) throw new Error(`${name}: progress changes the result`);
  const [plain, watched]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    plain.push(timed(() => run(unobserved)));
    watched.push(timed(() => run(observed())));
  }
  const ratio = median(watched) / median(plain);
  say(
    `${name.padEnd(28)} without ${median(plain).toFixed(0)} ms, with ${median(watched).toFixed(0)} ms, ` +
      `ratio ${ratio.toFixed(3)} (budget 1.01; medians of ${ROUNDS} alternating runs)`,
  );
}

function timed(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return performance.now() - startedAt;
}

function walkStrategy(): Strategy {
  const fileName = 'random_walk_rsi.yaml';
  const text = readFileSync(join(REPOSITORY, 'test/faults/fixtures', fileName), 'utf8');
  const parsed = parseStrategy(text, fileName, ['training.epochs=30'], {});
  if (!parsed.ok) throw new Error(`${fileName} does not parse`);
  return parsed.strategy;
}

function randomWalk(bars: number): Bars {
  const random = Random.fromSeed(1);
  const column = (): Float64Array<ArrayBuffer> => new Float64Array(bars);
  const walk = { time: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
  let close = 100;
  for (let bar = 0; bar < bars; bar += 1) {
    const open = close;
    close = open * (1 + 0.002 * random.nextNormal());
    walk.time[bar] = Date.UTC(2015, 0, 1) + bar * 300_000;
    walk.open[bar] = open;
    walk.high[bar] = Math.max(open, close) * 1.0005;
    walk.low[bar] = Math.min(open, close) * 0.9995;
    walk.close[bar] = close;
    walk.volume[bar] = 1_000;
  }
  return walk;
}

import { join } from 'node:path';
import { test } from '@playwright/test';
import { operationIdSchema } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { Random } from '../../../src/engine/math/random';
import { lastLine, REPOSITORY, runCommand } from '../../e2e/driver/command';
import { hosted } from '../../e2e/driver/hosted';
import { ServingApp } from '../../e2e/driver/serving-app';
import { temporaryFolder } from '../../e2e/driver/temporary-folder';
import { writeRandomWalkCsv } from '../../faults/lab/random-walk-csv';
import { busyCores } from './busy-cores';
import { spreadText } from './distribution';
import { say } from './say';

const WALK_STRATEGY = join(REPOSITORY, 'test/faults/fixtures/random_walk_rsi.yaml');
const SAMPLE_STRATEGY = join(REPOSITORY, 'resources/strategies/sp500_pullback.yaml');
const CANCELS = Number(process.env['TRADEWIND_BENCH_CANCELS'] ?? 60);

interface Job {
  readonly name: string;
  readonly words: readonly string[];
  /** Cancels come at a random moment before this many milliseconds, half of them in its first fifth. */
  readonly withinMs: number;
}

interface Cancelled {
  readonly job: string;
  readonly phase: string;
  /** From the wish to the row that says cancelled, its checkpoint written. */
  readonly storedMs: number;
  /** From the wish to the moment the job handed over its state; null when it had none yet. */
  readonly stoppedMs: number | null;
}

test('cancel latency by phase, alone and with every core busy', async () => {
  test.setTimeout(3_600_000);
  const profile = temporaryFolder('bench');
  const csv = join(temporaryFolder('bench'), 'walk.csv');
  await writeRandomWalkCsv(csv, 800_000, 5, 1);
  await runCommand(profile, 'data', 'list');
  await runCommand(profile, 'data', 'import', csv, '--symbol', 'WALK', '--timeframe', '5m');
  const trained = lastLine(await runCommand(profile, 'train', WALK_STRATEGY, '--end', '2015-03-01'), 'result');
  const model = trained.operation.operationId;
  const jobs: Job[] = [
    { name: 'training', words: ['train', SAMPLE_STRATEGY, '--set', 'training.epochs=1000'], withinMs: 1_000 },
    { name: 'training, 800,000 bars', words: ['train', WALK_STRATEGY], withinMs: 4_000 },
    {
      name: 'backtest, 800,000 bars',
      words: ['backtest', WALK_STRATEGY, '--model', model, '--start', '2015-01-01', '--end', '2030-01-01'],
      withinMs: 1_200,
    },
    {
      name: 'import, 800,000 bars',
      words: ['data', 'import', csv, '--symbol', 'AGAIN', '--timeframe', '5m'],
      withinMs: 700,
    },
    { name: 'dummy', words: ['dummy', '--steps', '1000', '--seconds', '60'], withinMs: 300 },
  ];
  const app = new ServingApp(profile);
  await app.ready();
  for (const load of ['alone', 'every core busy'] as const) {
    const release = load === 'alone' ? () => {} : busyCores();
    const samples: Cancelled[] = [];
    for (const job of jobs) samples.push(...(await cancelOften(profile, job)));
    release();
    say(`\nCancel latency, ${load}, in milliseconds (n, p50, p99, max)`);
    say(`${''.padEnd(40)}      computing stopped              row says cancelled`);
    for (const key of new Set(samples.map(({ job, phase }) => `${job}: ${phase}`))) {
      const of = samples.filter(({ job, phase }) => `${job}: ${phase}` === key);
      const stopped = of.flatMap(({ stoppedMs }) => (stoppedMs === null ? [] : [stoppedMs]));
      say(`${key.padEnd(40)} ${spreadText(stopped)}   ${spreadText(of.map(({ storedMs }) => storedMs))}`);
    }
    const all = samples.map(({ stoppedMs, storedMs }) => stoppedMs ?? storedMs);
    say(`${'all, to computing stopped where known'.padEnd(40)} ${spreadText(all)}   budget: p99 at most 50`);
  }
  await app.close();
});

async function cancelOften(profile: string, job: Job): Promise<Cancelled[]> {
  const random = Random.fromSeed(7);
  const samples: Cancelled[] = [];
  for (let index = 0; index < CANCELS; index += 1) {
    const within = index % 2 === 0 ? job.withinMs : job.withinMs / 5;
    const sample = await cancelOnce(profile, job, random.nextUniform() * within);
    if (sample !== null) samples.push(sample);
  }
  return samples;
}

async function cancelOnce(profile: string, job: Job, afterMs: number): Promise<Cancelled | null> {
  const run = hosted(profile, ...job.words);
  const first = await run
    .line((line) => line.kind === 'operation' && line.operation.status === 'running')
    .catch(() => null);
  if (first?.kind !== 'operation') return null;
  await new Promise((resume) => setTimeout(resume, afterMs));
  const id = operationIdSchema.parse(first.operation.operationId);
  const askedAt = performance.now();
  await hosted(profile, 'ops', 'cancel', id).ended;
  const storedMs = performance.now() - askedAt;
  await run.ended;
  const operation = await shown(profile, id);
  await hosted(profile, 'ops', 'delete', id).ended;
  if (operation?.status !== 'cancelled') return null;
  const phase = operation.progress.phases.findLast(({ state }) => state === 'running')?.label ?? 'start';
  const { checkpoint } = operation;
  const stoppedMs =
    checkpoint?.cause === 'cancelled' ? Date.parse(checkpoint.createdAt) - wishedAt(operation, storedMs) : null;
  return { job: job.name, phase, storedMs, stoppedMs };
}

/** The wish is older than the end by what the client waited; both moments are on the same clock. */
const wishedAt = (operation: Extract<Operation, { status: 'cancelled' }>, storedMs: number): number =>
  Date.parse(operation.completedAt) - storedMs;

async function shown(profile: string, id: string): Promise<Operation | null> {
  const show = hosted(profile, 'ops', 'show', id);
  await show.ended;
  const line = show.lines.at(-1);
  return line?.kind === 'operation' ? line.operation : null;
}

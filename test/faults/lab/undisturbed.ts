import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { hashesOf } from '../../../src/contract/hash-comparison';
import type { OperationId } from '../../../src/contract/identifiers';
import type { MetricRow } from '../../../src/contract/metrics';
import type { Operation } from '../../../src/contract/operation';
import { lastLine, REPOSITORY, runCommand } from '../../e2e/driver/command';
import { temporaryFolder } from '../../e2e/driver/temporary-folder';
import type { FaultJob } from './fault-plan';
import { writeRandomWalkCsv } from './random-walk-csv';

const WALK_STRATEGY = join(REPOSITORY, 'test/faults/fixtures/random_walk_rsi.yaml');
const SAMPLE_STRATEGY = join(REPOSITORY, 'resources/strategies/sp500_pullback.yaml');
const WALK_BARS = 800_000;

/** What an operation came to: the hashes and metric rows that no interruption may change. */
export interface Outcome {
  readonly hashes: Readonly<Record<string, string>>;
  /** Kind and figures of each row, in order. */
  readonly metrics: readonly string[];
}

export interface Undisturbed {
  readonly words: readonly string[];
  /** The operation itself, or the parts of a research by type and variant. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
}

/** A profile with data and a model, and what each job makes of it when nothing disturbs it. */
export interface Laboratory {
  readonly base: string;
  readonly jobs: Readonly<Record<FaultJob, Undisturbed>>;
}

export async function openLaboratory(): Promise<Laboratory> {
  const base = temporaryFolder('faults');
  await succeed(base, 'data', 'list');
  const csv = join(temporaryFolder('faults'), 'walk.csv');
  await writeRandomWalkCsv(csv, WALK_BARS, 5, 1);
  await succeed(base, 'data', 'import', csv, '--symbol', 'WALK', '--timeframe', '5m');
  const model = await succeed(base, 'train', WALK_STRATEGY, '--end', '2015-03-01');
  const long = ['--set', 'training.epochs=60', '--set', 'training.early_stopping.patience=1000'];
  const words: Record<FaultJob, string[]> = {
    training: ['train', SAMPLE_STRATEGY, ...long],
    backtesting: [
      ...['backtest', WALK_STRATEGY, '--model', model.operationId, '--start', '2015-01-01', '--end', '2030-01-01'],
    ],
    research: ['research', SAMPLE_STRATEGY, '--variants', '2', ...long],
  };
  const jobs = {
    training: await undisturbed(base, words.training),
    backtesting: await undisturbed(base, words.backtesting),
    research: await undisturbed(base, words.research),
  };
  return { base, jobs };
}

async function undisturbed(base: string, words: readonly string[]): Promise<Undisturbed> {
  const profile = copyOf(base);
  const operation = await succeed(profile, ...words);
  return { words, outcomes: await outcomesOf(profile, operation, runCommand) };
}

/** A profile of its own with the same content. */
export function copyOf(base: string): string {
  const profile = temporaryFolder('faults');
  cpSync(base, profile, { recursive: true, filter: (path) => !/Singleton|\.sock$/.test(path) });
  return profile;
}

/** Read while nobody has the profile open, or through the app that has. */
export async function outcomesOf(
  profile: string,
  operation: Operation,
  ask: typeof runCommand,
): Promise<ReadonlyMap<string, Outcome>> {
  const parts =
    operation.type === 'agent_research' ? await childrenOf(profile, operation.operationId, ask) : [operation];
  const outcomes = new Map<string, Outcome>();
  for (const part of parts) {
    if (part.status !== 'completed') throw new Error(`${part.operationId} is ${part.status}, not completed`);
    const { metrics } = lastLine(await ask(profile, 'ops', 'metrics', part.operationId), 'metrics');
    const name = `${part.type} ${part.metadata.parameters['variant'] ?? ''}`.trim();
    outcomes.set(name, { hashes: comparable(part), metrics: metrics.map(rowText) });
  }
  return outcomes;
}

/** An assessment names operations, whose ids differ from run to run; what it says follows from the others. */
const comparable = (part: Operation): Readonly<Record<string, string>> =>
  part.status === 'completed' && part.type !== 'agent_assessment' ? hashesOf(part.result) : {};

function rowText(row: MetricRow, index: number): string {
  if (row.seq !== index) throw new Error(`metric row ${index} has seq ${row.seq}`);
  return `${row.kind} ${JSON.stringify(row.data)}`;
}

async function childrenOf(profile: string, id: OperationId, ask: typeof runCommand): Promise<readonly Operation[]> {
  return lastLine(await ask(profile, 'ops', 'children', id), 'children').children;
}

async function succeed(profile: string, ...words: string[]): Promise<Operation> {
  const first = await runCommand(profile, ...words);
  // A process that died before it said anything asked for nothing.
  const end = first.lines.length === 0 ? await runCommand(profile, ...words) : first;
  if (end.code !== 0) throw new Error(`${words.join(' ')} ended with ${end.code}: ${JSON.stringify(end.lines.at(-1))}`);
  const line = end.lines.at(-1);
  return line !== undefined && 'operation' in line ? line.operation : ({} as Operation);
}

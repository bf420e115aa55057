import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Attempt } from '../../../src/contract/attempts';
import type { Checkpoint } from '../../../src/contract/checkpoints';
import type { Failure } from '../../../src/contract/failure';
import type { Dataset } from '../../../src/contract/market-data';
import type { MetricRow } from '../../../src/contract/metrics';
import type { Operation } from '../../../src/contract/operation';
import type { ProfileProblem } from '../../../src/contract/profile-care';
import type { Trade } from '../../../src/contract/trades';
import type { WorkerInfo } from '../../../src/contract/workers';
import { temporaryFolder } from './temporary-folder';

export const REPOSITORY = resolve(import.meta.dirname, '../../..');
const LAUNCHER = join(REPOSITORY, 'bin/tradewind.mjs');

/** One line of `--json` output. */
export type Line =
  | { kind: 'operation'; operation: Operation }
  | { kind: 'result'; operation: Operation }
  | { kind: 'metrics'; operationId: string; metrics: MetricRow[]; cursor: number }
  | { kind: 'operations'; operations: Operation[]; total: number }
  | { kind: 'trades'; trades: Trade[] }
  | { kind: 'equity'; points: [string, number][] }
  | { kind: 'datasets'; datasets: Dataset[] }
  | { kind: 'children'; children: Operation[] }
  | { kind: 'attempts'; attempts: Attempt[] }
  | { kind: 'checkpoints'; checkpoints: Checkpoint[] }
  | { kind: 'workers'; workers: WorkerInfo[] }
  | { kind: 'profile'; ok: boolean; problems: ProfileProblem[] }
  | { kind: 'serving'; profile: string; pid: number }
  | { kind: 'verify'; same: boolean; hashes: Record<string, { was: string; is: string }> }
  | { kind: 'error'; failure: Pick<Failure, 'code' | 'message'> };

export type LineOf<K extends Line['kind']> = Extract<Line, { kind: K }>;

export interface CommandEnd {
  readonly code: number | null;
  readonly lines: Line[];
  readonly stderr: string;
}

export interface RunningCommand {
  readonly child: ChildProcess;
  /** What came so far. */
  readonly lines: Line[];
  /** The first line, past or to come, that fits. */
  line(fits: (line: Line) => boolean): Promise<Line>;
  /** As a terminal does it: to every process of the group. */
  signalGroup(signal: NodeJS.Signals): void;
  readonly ended: Promise<CommandEnd>;
}

export const freshProfile = (): string => temporaryFolder('e2e');

/** Starts `tradewind --profile … --json …` in a process group of its own. */
export const startCommand = (profile: string, ...words: string[]): RunningCommand =>
  startLauncher('--profile', profile, '--json', ...words);

/** Starts the launcher with these words. */
export function startLauncher(...words: string[]): RunningCommand {
  const child = spawn(process.execPath, [LAUNCHER, ...words], {
    cwd: REPOSITORY,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: Line[] = [];
  const waiting = new Set<() => void>();
  let rest = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) lines.push(JSON.parse(part) as Line);
    for (const look of [...waiting]) look();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<CommandEnd>((settle) => {
    child.on('close', (code) => {
      for (const look of [...waiting]) look();
      settle({ code, lines, stderr });
    });
  });
  return {
    child,
    lines,
    ended,
    signalGroup: (signal) => process.kill(-(child.pid as number), signal),
    line: (fits) =>
      new Promise((found, missed) => {
        const look = (): void => {
          const line = lines.find(fits);
          if (line === undefined && child.exitCode === null && child.signalCode === null) return;
          waiting.delete(look);
          if (line) found(line);
          else missed(new Error(`The command ended without the line that was awaited.\n${stderr}`));
        };
        waiting.add(look);
        look();
      }),
  };
}

/** Runs a command to its end. */
export const runCommand = (profile: string, ...words: string[]): Promise<CommandEnd> =>
  startCommand(profile, ...words).ended;

/** The last line, which must be of this kind. */
export function lastLine<K extends Line['kind']>(end: CommandEnd, kind: K): LineOf<K> {
  const line = end.lines.at(-1);
  if (line?.kind !== kind) {
    const said = JSON.stringify(line)?.slice(0, 2_000);
    throw new Error(`The last line is ${said}, not a "${kind}"; exit code ${end.code}.\n${end.stderr}`);
  }
  return line as LineOf<K>;
}

/** The snapshots of a command's own operation, in order. */
export const snapshotsOf = (lines: readonly Line[]): Operation[] =>
  lines.flatMap((line) => (line.kind === 'operation' || line.kind === 'result' ? [line.operation] : []));

/** Real data that lies beside a developer's checkout; null elsewhere. */
export function sharedData(name: string): string | null {
  const path = join(REPOSITORY, '../shared/data', name);
  return existsSync(path) ? path : null;
}

/** Ids of living processes whose command line names the profile. */
export function processesOf(profile: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile);
      } catch {
        return false;
      }
    })
    .map(Number)
    .filter((pid) => pid !== process.pid);
}

export async function until(holds: () => boolean | Promise<boolean>, what: string, patienceMs = 15_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Waited ${patienceMs} ms in vain: ${what}`);
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Operation } from '../../../src/contract/operation';
import type { RunningCommand } from '../../e2e/driver/command';
import { askHost } from '../../e2e/driver/hosted';
import { newestOperation, type ServingApp } from '../../e2e/driver/serving-app';
import type { Blow } from './fault-plan';

/** About what the jobs of these tests take, in milliseconds: random moments lie within it. */
const TYPICAL_RUN_MS = 2_500;
const LOOK_EVERY_MS = 3;

const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));

/** What became of a blow: `late` when the operation had ended before it. */
export type Struck = 'hit' | 'late';

/** Waits for the blow's moment in the run that `command` follows, and strikes. */
export async function strike(app: ServingApp, command: RunningCommand, blow: Blow): Promise<Struck> {
  await momentOf(app, command, blow);
  const operation = newestOperation(command);
  if (hasEnded(command)) return 'late';
  switch (blow.kind) {
    case 'kill_app':
      await app.kill();
      return 'hit';
    case 'kill_worker':
      return app.killWorker() ? 'hit' : 'late';
    case 'pause':
    case 'cancel':
    case 'end_thread': {
      if (operation === null) return 'late';
      const words = { pause: ['ops', 'pause'], cancel: ['ops', 'cancel'], end_thread: ['ops', 'cancel', '--force'] };
      await askHost(app.profile, ...words[blow.kind], operation.operationId);
      return 'hit';
    }
  }
}

async function momentOf(app: ServingApp, command: RunningCommand, { moment, depth }: Blow): Promise<void> {
  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds() && !hasEnded(command)) await pause(LOOK_EVERY_MS);
  };
  const reached = (percentage: number) => (): boolean => percentageOf(newestOperation(command)) >= percentage;
  await until(() => newestOperation(command) !== null);
  switch (moment) {
    case 'start':
    case 'resume':
      return pause(depth * 300);
    case 'any':
      return pause(depth * TYPICAL_RUN_MS);
    case 'load':
      return until(() => newestOperation(command)?.status === 'running');
    case 'run':
      return until(reached(10 + 80 * depth));
    case 'finish':
      return until(reached(93));
    case 'checkpoint': {
      const folder = join(app.profile, 'checkpoints');
      const before = listing(folder);
      return until(() => listing(folder) !== before);
    }
  }
}

const listing = (folder: string): string => (existsSync(folder) ? readdirSync(folder).sort().join() : '');

const hasEnded = (command: RunningCommand): boolean =>
  command.child.exitCode !== null || command.child.signalCode !== null;

const percentageOf = (operation: Operation | null): number =>
  operation === null || operation.status === 'pending' ? 0 : operation.progress.percentage;

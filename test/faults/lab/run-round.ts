import type { Operation } from '../../../src/contract/operation';
import { lastLine, processesOf, type RunningCommand, startCommand } from '../../e2e/driver/command';
import { askHost } from '../../e2e/driver/hosted';
import { newestOperation, ServingApp } from '../../e2e/driver/serving-app';
import type { Blow, FaultPlan } from './fault-plan';
import { type ProfileState, profileState } from './profile-state';
import { type Struck, strike } from './strike';
import { copyOf, type Laboratory, type Outcome, outcomesOf } from './undisturbed';

/** More attempts than any plan needs: a round that takes them all hangs on something. */
const MOST_ATTEMPTS = 12;

export interface RoundFindings {
  readonly outcomes: ReadonlyMap<string, Outcome>;
  readonly struck: readonly Struck[];
  /** After the app was closed. */
  readonly state: ProfileState;
  readonly processesLeft: readonly number[];
}

/** Starts the job, strikes as planned, resumes after each blow, lets it run to its end, and looks at what is there. */
export async function runRound(laboratory: Laboratory, plan: FaultPlan): Promise<RoundFindings> {
  const profile = copyOf(laboratory.base);
  let app = new ServingApp(profile);
  await app.ready();
  const struck: Struck[] = [];
  const begin = (): RunningCommand => startCommand(profile, ...laboratory.jobs[plan.job].words);
  let command = begin();
  for (const blow of plan.blows) {
    struck.push(await strike(app, command, blow));
    app = await revived(app, blow);
    const operation = await stateAfter(profile, command);
    command = operation === null ? begin() : goOn(profile, operation);
  }
  const completed = await untilCompleted(profile, command, begin);
  const outcomes = await outcomesOf(profile, completed, askHost);
  await app.close();
  return { outcomes, struck, state: profileState(profile), processesLeft: processesOf(profile) };
}

async function revived(app: ServingApp, { kind }: Blow): Promise<ServingApp> {
  if (kind !== 'kill_app' || app.isServing) return app;
  const next = new ServingApp(app.profile);
  await next.ready();
  return next;
}

/** Where the operation stands once the command that followed it has ended; null when it never came to be. */
async function stateAfter(profile: string, command: RunningCommand): Promise<Operation | null> {
  await command.ended;
  const known = newestOperation(command);
  if (known !== null) return await show(profile, known.operationId);
  const { operations } = lastLine(await askHost(profile, 'ops', 'list', '--limit', '1'), 'operations');
  const [newest] = operations;
  return newest === undefined || newest.status === 'completed' ? null : newest;
}

const show = async (profile: string, id: string): Promise<Operation> =>
  lastLine(await askHost(profile, 'ops', 'show', id), 'operation').operation;

const goOn = (profile: string, { operationId, status }: Operation): RunningCommand =>
  status === 'completed'
    ? startCommand(profile, 'ops', 'show', operationId)
    : startCommand(profile, 'ops', 'resume', operationId);

/** Resumes it as often as it stops; a kill may have taken a part of a research along that ends a moment later. */
async function untilCompleted(profile: string, first: RunningCommand, begin: () => RunningCommand): Promise<Operation> {
  let command = first;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const operation = await stateAfter(profile, command);
    if (operation?.status === 'completed') return operation;
    // Where the command ended before it asked for anything, there is nothing to go on with.
    command = operation === null ? begin() : goOn(profile, operation);
  }
  throw new Error(`not completed after ${MOST_ATTEMPTS} attempts: ${JSON.stringify(newestOperation(command))}`);
}

import type { Operation } from '../../contract/operation';
import { isActive } from '../../contract/operation-status';
import type { Application } from '../services/application';
import type { ParsedCommand } from './command-line';
import { operationIdOf } from './requests-of-command';
import { untilEnded } from './until-ended';

type Stopped = Pick<Application, 'operations' | 'runner' | 'lifecycle'>;

/** Pauses or cancels an operation and settles when it has stopped. To cancel what has ended changes nothing. */
export async function stopOperation(command: ParsedCommand, application: Stopped): Promise<Operation> {
  const { operations, runner, lifecycle } = application;
  const id = operationIdOf(command);
  const { status } = operations.get(id);
  if (command.name === 'opsPause') lifecycle.pause(id);
  else if (isActive(status)) runner.cancel(id, 'user', null);
  if (command.flags.has('force') && isActive(operations.get(id).status)) runner.forceStop(id);
  return await untilEnded(operations, id);
}

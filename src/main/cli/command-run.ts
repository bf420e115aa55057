import type { Operation } from '../../contract/operation';
import type { Application } from '../services/application';
import type { Reporter } from './reporter';

/** What a command works with. */
export interface CommandRun {
  readonly application: Application;
  readonly reporter: Reporter;
  /** Starts an operation, reports it and settles with its end; signals stop it meanwhile. */
  follow(start: () => Operation | Promise<Operation>): Promise<Operation>;
}

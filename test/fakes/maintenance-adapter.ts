import type { MaintenanceTask } from '../../src/contract/maintenance-protocol';
import type { MaintenanceAdapter } from '../../src/main/maintenance/maintenance-adapter';

export interface FakeMaintenance extends MaintenanceAdapter {
  /** The kinds of the tasks that were given, in their order. */
  readonly tasks: MaintenanceTask['kind'][];
  readonly killed: () => number;
}

/** The maintenance process as a function in this one: everything passes through `structuredClone`. */
export function fakeMaintenance(answer: (task: unknown) => Promise<unknown>): FakeMaintenance {
  const tasks: MaintenanceTask['kind'][] = [];
  let killed = 0;
  return {
    tasks,
    killed: () => killed,
    fork: () => {
      let tell: (message: unknown) => void = () => {};
      let exit: (code: number, output: string) => void = () => {};
      let isGone = false;
      const end = (code: number, output: string): void => {
        if (isGone) return;
        isGone = true;
        setImmediate(() => exit(code, output));
      };
      return {
        post: (task) => {
          tasks.push(task.kind);
          answer(structuredClone(task)).then(
            (reply) => {
              if (!isGone) tell(structuredClone(reply));
            },
            (error: unknown) => end(1, String(error)),
          );
        },
        onMessage: (listener) => {
          tell = listener;
        },
        onExit: (listener) => {
          exit = listener;
        },
        kill: () => {
          killed += 1;
          end(9, '');
        },
      };
    },
  };
}

import type { Dispose } from '../disposable';
import { KeepAwake } from '../liveness/keep-awake';
import type { OperationsService } from '../operations/operations-service';
import type { SettingsStore } from '../settings/settings-store';
import type { OperationRunner } from './operation-runner';

export interface AwakeParts {
  readonly operations: Pick<OperationsService, 'onChange'>;
  readonly runner: Pick<OperationRunner, 'runningCount'>;
  readonly settings: Pick<SettingsStore, 'get' | 'onChange'>;
  readonly hold: () => Dispose;
}

/** The computer stays awake while something runs, if the person wants that. */
export function stayAwakeWhileRunning({ operations, runner, settings, hold }: AwakeParts): Dispose {
  const keepAwake = new KeepAwake({ hold, isWanted: () => settings.get().keepAwake && runner.runningCount > 0 });
  const dropOperations = operations.onChange(() => keepAwake.check());
  const dropSettings = settings.onChange(() => keepAwake.check());
  return () => {
    dropOperations();
    dropSettings();
    keepAwake.dispose();
  };
}

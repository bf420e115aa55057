import type { Dispose } from '../disposable';
import type { SleepWatch } from '../liveness/sleep-watch';
import type { Logger } from '../log/logger';
import type { OperationsService } from '../operations/operations-service';
import type { WorkerRegistry } from '../workers/worker-registry';
import type { OperationRunner } from './operation-runner';

export interface SleepParts {
  readonly watch: Pick<SleepWatch, 'onSuspend' | 'onAbsence'>;
  readonly operations: Pick<OperationsService, 'excludeTime'>;
  readonly registry: Pick<WorkerRegistry, 'forgive'>;
  readonly runner: Pick<OperationRunner, 'checkpointAll'>;
  readonly log: Logger;
}

/**
 * Before the computer sleeps, what runs leaves a checkpoint; what it slept counts neither as silence of a worker nor as
 * time an attempt worked.
 */
export function mindSleep({ watch, operations, registry, runner, log }: SleepParts): Dispose {
  const dropSuspend = watch.onSuspend(() => {
    runner.checkpointAll('suspend').catch((error: unknown) => log.error('no checkpoints before sleep', error));
  });
  const dropAbsence = watch.onAbsence((absence) => {
    switch (absence.kind) {
      case 'slept':
        log.info(`the computer slept for ${Math.round(absence.sleptMs / 1_000)} s`);
        registry.forgive();
        operations.excludeTime(absence.countedMs);
        return;
      case 'away':
        // Workers may have worked meanwhile, so the time counts.
        log.warn(`this process stood still for ${Math.round(absence.ms)} ms`);
        registry.forgive();
        return;
      case 'clock_moved':
        log.warn(`the clock moved by ${Math.round(absence.byMs / 1_000)} s`);
    }
  });
  return () => {
    dropSuspend();
    dropAbsence();
  };
}

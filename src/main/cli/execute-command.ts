import { assertNever } from '../../contract/assert-never';
import type { OperationId } from '../../contract/identifiers';
import type { Application } from '../services/application';
import { backUpProfile, checkProfile, repairProfile } from './care-for-profile';
import type { ParsedCommand } from './command-line';
import type { CommandRun } from './command-run';
import { deleteOperation } from './delete-operation';
import { EXIT, exitCodeOf } from './exit-code';
import {
  backtestingRequestOf,
  cursorOf,
  dataLoadRequestOf,
  dummyRequestOf,
  operationIdOf,
  operationQueryOf,
  researchRequestOf,
  runChangesOf,
  trainingRequestOf,
} from './requests-of-command';
import { runDemo } from './run-demo';
import { stopOperation } from './stop-operation';
import { tradesOf } from './trades-of';
import { verifyOperation } from './verify-operation';
import { watchOperation, watchOperations } from './watch-operations';

/** Does what a command says and answers with the exit code. @throws FailureError for input at fault. */
export async function executeCommand(command: ParsedCommand, run: CommandRun): Promise<number> {
  const { application, reporter } = run;
  const { operations } = application;
  switch (command.name) {
    case 'dataImport': {
      const request = dataLoadRequestOf(command);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'dataList':
      if (application.catalogue.list().length === 0) await application.sampleData.ensure();
      reporter.datasets(application.catalogue.list());
      return EXIT.completed;
    case 'train': {
      const request = trainingRequestOf(command);
      await application.sampleData.ensureFor(request);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'backtest': {
      const request = backtestingRequestOf(command);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'research': {
      const request = researchRequestOf(command);
      await application.sampleData.ensureFor(request);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'dummy': {
      const request = dummyRequestOf(command);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'demo':
      return await runDemo(run);
    case 'opsList': {
      const page = operations.list(operationQueryOf(command));
      reporter.operations(page.operations, page.total);
      return EXIT.completed;
    }
    case 'opsShow':
      reporter.operation(operations.get(operationIdOf(command)));
      return EXIT.completed;
    case 'opsWatch':
      return command.positional === ''
        ? await watchOperations(application, reporter)
        : await watchOperation(application, operationIdOf(command), reporter);
    case 'opsCancel':
    case 'opsPause':
      reporter.operation(await stopOperation(command, application));
      return EXIT.completed;
    case 'opsResume': {
      const id = operationIdOf(command);
      const fromStart = command.flags.has('from-start');
      return exitCodeOf(await run.follow(() => application.lifecycle.resume(id, { fromStart })));
    }
    case 'opsRetry': {
      const id = operationIdOf(command);
      const changes = runChangesOf(command);
      return exitCodeOf(await run.follow(() => application.lifecycle.retry(id, changes)));
    }
    case 'opsVerify':
      return await verifyOperation(operationIdOf(command), run);
    case 'opsDelete':
      reporter.deleted(deleteOperation(operationIdOf(command), operations));
      return EXIT.completed;
    case 'opsChildren':
      reporter.children(operations.children(existing(command, operations)));
      return EXIT.completed;
    case 'opsAttempts':
      reporter.attempts(operations.attempts(existing(command, operations)));
      return EXIT.completed;
    case 'opsCheckpoints':
      reporter.checkpoints(operations.checkpoints(existing(command, operations)));
      return EXIT.completed;
    case 'opsTrades':
      reporter.trades(tradesOf(operationIdOf(command), operations));
      return EXIT.completed;
    case 'opsEquity': {
      const { time, equity } = await application.charts.equityPoints(operationIdOf(command));
      reporter.equity(time, equity);
      return EXIT.completed;
    }
    case 'opsMetrics': {
      const cursor = cursorOf(command);
      const id = existing(command, operations);
      reporter.metricList(id, operations.metrics(id, cursor));
      return EXIT.completed;
    }
    case 'workersList':
      reporter.workers(application.registry.snapshot());
      return EXIT.completed;
    case 'profileCheck':
      return await checkProfile(application.profileCare, reporter);
    case 'profileBackup':
      return await backUpProfile(application.profileCare, reporter);
    case 'profileRepair':
      return await repairProfile(application.profileCare, reporter);
    case 'serve':
    case 'help':
    case 'version':
      // Answered where the process is launched.
      return EXIT.completed;
    default:
      return assertNever(command.name, 'command');
  }
}

/** The id in a command, of an operation that is there. */
function existing(command: ParsedCommand, operations: Application['operations']): OperationId {
  return operations.get(operationIdOf(command)).operationId;
}

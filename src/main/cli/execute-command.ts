import { join } from 'node:path';
import { assertNever } from '../../contract/assert-never';
import { FailureError, failure } from '../../contract/failure';
import { trainingRequestSchema } from '../../contract/requests';
import { readStrategyFile } from '../strategies/strategy-library';
import type { ParsedCommand } from './command-line';
import type { CommandRun } from './command-run';
import { EXIT, exitCodeOf } from './exit-code';
import {
  backtestingRequestOf,
  dataLoadRequestOf,
  dummyRequestOf,
  operationIdOf,
  operationQueryOf,
  trainingRequestOf,
} from './requests-of-command';

const DEMO_STRATEGY = 'sp500_pullback.yaml';

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
    case 'dummy': {
      const request = dummyRequestOf(command);
      return exitCodeOf(await run.follow(() => application.start(request)));
    }
    case 'demo':
      return await demo(run);
    case 'opsList': {
      const page = operations.list(operationQueryOf(command));
      reporter.operations(page.operations, page.total);
      return EXIT.completed;
    }
    case 'opsShow':
      reporter.operation(operations.get(operationIdOf(command)));
      return EXIT.completed;
    case 'opsCancel':
      // No other process can be running it, since this one holds the profile; so it has ended: nothing to do.
      reporter.operation(operations.get(operationIdOf(command)));
      return EXIT.completed;
    case 'opsTrades':
      reporter.trades(operations.trades(operationIdOf(command)));
      return EXIT.completed;
    case 'opsEquity': {
      const { time, equity } = await application.charts.equityPoints(operationIdOf(command));
      reporter.equity(time, equity);
      return EXIT.completed;
    }
    case 'opsMetrics': {
      const id = operationIdOf(command);
      const cursor = command.numbers.get('cursor') ?? 0;
      if (cursor < 0)
        throw new FailureError(failure('bad_arguments', `--cursor is ${cursor}, but 0 or more was expected.`));
      operations.get(id);
      reporter.metricList(id, operations.metrics(id, cursor));
      return EXIT.completed;
    }
    case 'help':
    case 'version':
      // Answered before the profile was opened.
      return EXIT.completed;
    default:
      return assertNever(command.name, 'command');
  }
}

/** Trains the sample strategy on the sample data and backtests what came out. */
async function demo({ application, follow }: CommandRun): Promise<number> {
  await application.sampleData.ensure();
  const { fileName, text } = readStrategyFile(join(application.folders.sampleStrategies, DEMO_STRATEGY));
  const trained = await follow(() =>
    application.start(trainingRequestSchema.parse({ type: 'training', strategy: { fileName, text } })),
  );
  if (trained.status !== 'completed') return exitCodeOf(trained);
  const tested = await follow(() =>
    application.start({
      type: 'backtesting',
      strategy: null,
      modelOperationId: trained.operationId,
      startDate: null,
      endDate: null,
      initialCapital: 100_000,
      commission: 0.001,
      slippage: 0.0005,
    }),
  );
  return exitCodeOf(tested);
}

import { join } from 'node:path';
import { trainingRequestSchema } from '../../contract/requests';
import { readStrategyFile } from '../strategies/strategy-library';
import type { CommandRun } from './command-run';
import { exitCodeOf } from './exit-code';

const DEMO_STRATEGY = 'sp500_pullback.yaml';

/** Trains the sample strategy on the sample data and backtests what came out. */
export async function runDemo({ application, follow }: CommandRun): Promise<number> {
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

import { expect, test } from 'vitest';
import { type AssessmentRequest, assessmentRequestSchema } from '../../../../src/contract/requests';
import { settled } from '../../../fakes/fake-workers';
import { backtestingResult, outcomeOf, trainingResult } from '../../operations/operation-samples';
import { refusal } from '../refusal';
import { epochRows, ResearchOnDisk } from './research-on-disk';

const assessmentOf = (candidates: AssessmentRequest['candidates']): AssessmentRequest =>
  assessmentRequestSchema.parse({ type: 'agent_assessment', title: 'desk_pullback', candidates });

async function trainedWithEpochs(disk: ResearchOnDisk, rows = 3) {
  const { operationId } = disk.train();
  await settled();
  if (rows > 0) disk.metrics(operationId, epochRows(0, rows));
  const job = await disk.jobOf('training', operationId);
  await disk.complete(operationId, disk.outcomeOf(job));
  return operationId;
}

test('an assessment is given results and the losses of the first and the last epoch', async () => {
  const disk = await ResearchOnDisk.withData();
  const trainingOperationId = await trainedWithEpochs(disk);
  const { operationId: backtestingOperationId } = disk.backtest(trainingOperationId);
  await settled();
  const backtest = { ...backtestingResult(trainingOperationId), sharpe: 1.5 };
  await disk.complete(backtestingOperationId, outcomeOf({ result: backtest }));

  const { operationId, metadata } = disk.start(
    assessmentOf([
      { variant: 1, trainingOperationId, backtestingOperationId },
      { variant: 2, trainingOperationId, backtestingOperationId: null },
    ]),
  );
  const { candidates } = await disk.jobOf('agent_assessment', operationId);
  expect(candidates).toMatchObject([
    { variant: 1, firstTrainLoss: 1.1, lastTrainLoss: expect.closeTo(0.9, 12), backtesting: { sharpe: 1.5 } },
    {
      variant: 2,
      backtesting: null,
      training: { ...trainingResult, epochs: 3, bestEpoch: 1, testLoss: 1, testAccuracy: 0.5 },
    },
  ]);
  expect(metadata).toMatchObject({ title: 'desk_pullback', symbol: 'DEMOFX', timeframe: '1h', datasets: [] });
});

test('what is no completed training, or no completed backtest, is refused and makes no row', async () => {
  const disk = await ResearchOnDisk.withData();
  const trained = await trainedWithEpochs(disk);
  const { operationId: waiting } = disk.train();
  const rows = disk.rowCount();
  const refusalOf = (trainingOperationId: typeof trained, backtestingOperationId: typeof trained | null) =>
    refusal(() => disk.start(assessmentOf([{ variant: 1, trainingOperationId, backtestingOperationId }])));
  expect(refusalOf(waiting, null).message).toContain('it is a training that is pending');
  expect(refusalOf(trained, waiting).message).toContain('a completed backtest was expected');
  expect(disk.rowCount()).toBe(rows);
});

test('a training that lost its epochs is refused by name', async () => {
  const disk = await ResearchOnDisk.withData();
  const trainingOperationId = await trainedWithEpochs(disk, 0);
  const refused = refusal(() =>
    disk.start(assessmentOf([{ variant: 1, trainingOperationId, backtestingOperationId: null }])),
  );
  expect(refused.message).toContain(`${trainingOperationId} cannot be assessed: the loss of its epoch 1 is missing`);
});

import { beforeEach, describe, expect, it } from 'vitest';
import { seriesWindowSchema } from '../../../src/contract/chart-series';
import { FailureError } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { ChartService } from '../../../src/main/services/chart-service';
import { settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { artifactOf, backtestingResult, fingerprintOf, outcomeOf } from '../operations/operation-samples';
import { ServicesOnDisk } from './services-on-disk';

let lab: ServicesOnDisk;
let charts: ChartService;
beforeEach(async () => {
  lab = new ServicesOnDisk();
  charts = new ChartService(lab.disk.service, lab.catalogue, lab.registry, lab.disk.clock);
  await lab.imported('DEMOFX', '1h', '1');
});

const whole = seriesWindowSchema.parse({});
const column = new Float64Array([1, 2]);
const price = { time: column, open: column, high: column, low: column, close: column, volume: column, total: 2 };

async function backtested(): Promise<{ id: OperationId; path: string }> {
  const model = await lab.trained();
  const { operationId: id } = lab.backtest(model);
  await settled();
  const equity = artifactOf({ role: 'equity', path: `${lab.folders.artifacts}/equity` });
  await lab.complete(id, outcomeOf({ result: backtestingResult(model), artifacts: [equity] }));
  return { id, path: equity.path };
}

/** The question a worker was asked last; it waits for its answer. */
async function question() {
  await settled();
  const worker = lab.adapter.workers.findLast((one) => one.last('question') !== undefined)!;
  const { requestId, question: asked } = worker.last('question')!;
  return { worker, requestId, asked };
}

/** Answers the price question that follows, and returns what was asked. */
async function answeredPrice(asking: Promise<unknown>) {
  const { worker, requestId, asked } = await question();
  worker.say({ kind: 'answer', requestId, answer: { ask: 'price_series', series: price } });
  expect(await asking).toEqual(price);
  return asked;
}

const refusalOf = async (asking: () => Promise<unknown>) => {
  const error: unknown = await (async () => asking())().then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof FailureError) return error.failure;
  throw new Error('it was not refused');
};

describe('charts', () => {
  it('of equity come from the file of the backtest', async () => {
    const { id, path } = await backtested();
    const asking = charts.equityPoints(id);
    const { worker, requestId, asked } = await question();
    expect(asked).toEqual({ ask: 'equity_points', path });
    worker.say({ kind: 'answer', requestId, answer: { ask: 'equity_points', time: column, equity: column } });
    expect(await asking).toMatchObject({ time: column, equity: column });
  });

  it('of equity are refused for what has none, saying what it is', async () => {
    const waiting = await lab.ask();
    for (const ask of [() => charts.equity(waiting, whole), () => charts.equityPoints(waiting)]) {
      expect(await refusalOf(ask)).toMatchObject({
        code: 'bad_arguments',
        message: `${waiting} has no equity: it is a dummy that is running.`,
      });
    }
    expect((await refusalOf(() => charts.equity(operationId(1), whole))).code).toBe('unknown_operation');
  });

  it('of prices show the version an operation pinned, also when there is a newer one', async () => {
    const { operationId: id } = lab.train();
    await lab.imported('DEMOFX', '1h', '2');
    const asked = await answeredPrice(charts.priceOfOperation(id, whole));
    expect(asked).toEqual({
      ask: 'price_series',
      dataset: expect.objectContaining({ fingerprint: fingerprintOf('1') }),
      window: whole,
    });
  });

  it('of prices show a backtest within its range, unless the window names another', async () => {
    const { id } = await backtested();
    const { range } = backtestingResult(id);
    expect(await answeredPrice(charts.priceOfOperation(id, whole))).toMatchObject({
      window: { from: Date.parse(range.start), to: Date.parse(range.end) },
    });
    expect(await answeredPrice(charts.priceOfOperation(id, { ...whole, from: 0 }))).toMatchObject({
      window: { from: 0, to: Date.parse(range.end) },
    });
  });

  it('of prices show what an import brought', async () => {
    const id = await lab.imported('OTHER', '1d', '7');
    expect(await answeredPrice(charts.priceOfOperation(id, whole))).toMatchObject({
      dataset: { fingerprint: fingerprintOf('7') },
    });
  });

  it('of prices are refused without market data and for a version that is gone', async () => {
    const dummy = await lab.ask();
    expect(await refusalOf(() => charts.priceOfOperation(dummy, whole))).toMatchObject({
      code: 'dataset_missing',
      message: expect.stringContaining('uses no market data'),
    });
    expect((await refusalOf(() => charts.priceOfDataset(fingerprintOf('9'), whole))).code).toBe('dataset_missing');
    expect((await refusalOf(() => charts.priceOfOperation(operationId(1), whole))).code).toBe('unknown_operation');
  });
});

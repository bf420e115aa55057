import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { strategyHashOf } from '../../../src/main/operations/request-column';
import { settled } from '../../fakes/fake-workers';
import { operationId } from '../../fakes/operation-ids';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';
import { backtestingResult, fingerprintOf, outcomeOf } from '../operations/operation-samples';
import { refusal } from './refusal';
import { ServicesOnDisk } from './services-on-disk';

let lab: ServicesOnDisk;
beforeEach(async () => {
  lab = new ServicesOnDisk();
  await lab.imported('DEMOFX', '1h', '1');
});

describe('a backtest', () => {
  it('of a model runs the strategy as it was trained, settings laid over it included', async () => {
    const model = await lab.trained({ seed: 9, overrides: ['decisions.confidence_threshold=0.7'] });
    const operation = lab.backtest(model, { initialCapital: 5_000, commission: 0.002, slippage: 0 });
    expect(operation.metadata).toMatchObject({
      title: 'desk_pullback',
      symbol: 'DEMOFX',
      timeframe: '1h',
      startDate: null,
      endDate: null,
      seed: 9,
      strategyHash: strategyHashOf(PULLBACK_YAML),
      datasets: [fingerprintOf('1')],
      modelOperationId: model,
      parameters: {
        initialCapital: 5_000,
        commission: 0.002,
        slippage: 0,
        'decisions.confidence_threshold': '0.7',
      },
    });
    expect(await lab.jobOf('backtesting', operation.operationId)).toMatchObject({
      strategy: { decisions: { confidenceThreshold: 0.7 } },
      range: null,
      modelOperationId: model,
      modelPath: lab.disk.service.modelOf(model)?.path,
      initialCapital: 5_000,
      commission: 0.002,
      slippage: 0,
    });
    expect(lab.disk.service.request(operation.operationId)).toMatchObject({ strategy: null });
    expect(lab.disk.service.strategy(operation.operationId)?.text).toBe(PULLBACK_YAML);
  });

  it('with a strategy of its own runs that one, without the settings of the training', async () => {
    const model = await lab.trained({ overrides: ['decisions.confidence_threshold=0.7'] });
    const text = PULLBACK_YAML.replace('min_signal_separation: 6', 'min_signal_separation: 12');
    const operation = lab.backtest(model, { strategy: { fileName: 'mine.yaml', text } });
    expect(operation.metadata).toMatchObject({
      strategyHash: strategyHashOf(text),
      parameters: {
        'decisions.confidence_threshold': '0.55',
        'decisions.filters.min_signal_separation': '12 h',
      },
    });
  });

  it('reads the market its model was trained on, whatever the strategy file says', async () => {
    await lab.imported('OTHER', '1d', '2');
    const model = await lab.trained({ symbol: 'OTHER', timeframe: '1d' });
    const own = { strategy: { fileName: 'mine.yaml', text: PULLBACK_YAML } };
    for (const given of [{}, own]) {
      const { metadata } = lab.backtest(model, given);
      expect(metadata).toMatchObject({ symbol: 'OTHER', timeframe: '1d', datasets: [fingerprintOf('2')] });
    }
  });

  it('with dates covers them, open on the side that has none', async () => {
    const model = await lab.trained();
    const range = async (given: Parameters<ServicesOnDisk['backtest']>[1]) => {
      const { operationId: id } = lab.backtest(model, given);
      const job = await lab.jobOf('backtesting', id);
      await lab.complete(id, outcomeOf({ result: backtestingResult(model) }));
      return job.range;
    };
    expect(await range({ startDate: '2015-06-01' })).toEqual({ from: Date.UTC(2015, 5, 1), before: null });
    expect(await range({ endDate: '2015-06-01' })).toEqual({ from: null, before: Date.UTC(2015, 5, 2) });
    expect(await range({ startDate: '2015-06-01', endDate: '2015-06-01' })).toEqual({
      from: Date.UTC(2015, 5, 1),
      before: Date.UTC(2015, 5, 2),
    });
  });

  it('is refused for dates that are none and for an empty range', async () => {
    const model = await lab.trained();
    const before = lab.rowCount();
    expect(refusal(() => lab.backtest(model, { endDate: '2019-13-01' })).code).toBe('bad_arguments');
    expect(refusal(() => lab.backtest(model, { startDate: '2016-01-02', endDate: '2016-01-01' })).code).toBe(
      'empty_range',
    );
    expect(lab.rowCount()).toBe(before);
  });

  it('is refused for a strategy with a fault, naming the file and the line', async () => {
    const model = await lab.trained();
    const strategy = { fileName: 'mine.yaml', text: PULLBACK_YAML.replace('type: rsi', 'type: rsj') };
    expect(refusal(() => lab.backtest(model, { strategy }))).toMatchObject({
      code: 'bad_strategy',
      message: expect.stringMatching(/^mine\.yaml:11:\d+: .*rsi/),
    });
  });

  it('is refused when the file of its model is gone', async () => {
    const model = await lab.trained();
    rmSync(lab.disk.service.modelOf(model)?.path ?? '');
    const before = lab.rowCount();
    expect(refusal(() => lab.backtest(model))).toMatchObject({
      code: 'unknown_model',
      message: expect.stringContaining('Train the model again'),
    });
    expect(lab.rowCount()).toBe(before);
  });

  describe('is refused without a model:', () => {
    const expectNoModel = (id: OperationId, why: string) => {
      const before = lab.rowCount();
      expect(refusal(() => lab.backtest(id))).toMatchObject({
        code: 'unknown_model',
        message: expect.stringContaining(`${id} has no model: ${why}`),
      });
      expect(lab.rowCount()).toBe(before);
    };

    it('an id of nothing', () => {
      expectNoModel(operationId(1), 'there is no such operation');
    });

    it('a training that waits, runs, failed or was cancelled', async () => {
      const { operationId: first } = lab.train();
      const { operationId: second } = lab.train();
      await settled();
      expectNoModel(first, 'it is a training that is running');
      expectNoModel(second, 'it is a training that is pending');
      lab.runner.cancel(second, 'user', null);
      expectNoModel(second, 'it is a training that is cancelled');
      const reason = failure('diverged', 'It diverged.');
      lab.worker(first).say({ kind: 'failed', operationId: first, failure: reason, warnings: [] });
      await settled();
      expectNoModel(first, 'it is a training that is failed');
    });

    it('a backtest and an import', async () => {
      const model = await lab.trained();
      const { operationId: tested } = lab.backtest(model);
      await settled();
      await lab.complete(tested, outcomeOf({ result: backtestingResult(model) }));
      expectNoModel(tested, 'it is a backtesting that is completed');
      expectNoModel(await lab.imported('OTHER', '1d', '2'), 'it is a data_load that is completed');
    });

    it('a training that was deleted', async () => {
      const model = await lab.trained();
      lab.disk.service.delete([model]);
      expectNoModel(model, 'there is no such operation');
      lab.disk.service.undoDelete([model]);
      expect(lab.backtest(model).status).toBe('pending');
    });
  });
});

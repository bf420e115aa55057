import { rmSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { settled } from '../../fakes/fake-workers';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';
import { ServicesOnDisk } from './services-on-disk';

let lab: ServicesOnDisk;
beforeEach(() => {
  lab = new ServicesOnDisk();
});

const runningImport = (): OperationId => {
  const [row] = lab.disk.rows("SELECT operation_id AS id FROM operations WHERE status = 'running'");
  return (row as { id: OperationId }).id;
};
const completeSample = () => lab.completeImport(runningImport(), 'SP500', '1d', '5');
const sp500 = { fileName: 'sample.yaml', text: PULLBACK_YAML.replace('DEMOFX', 'SP500').replaceAll('1h', '1d') };

describe('the sample data', () => {
  it('is imported once and is there when ensuring it settles', async () => {
    let isThere = false;
    const ensured = lab.sampleData.ensure().then(() => {
      isThere = true;
    });
    await settled();
    expect(isThere).toBe(false);
    await completeSample();
    await ensured;
    expect(lab.catalogue.newest('SP500', '1d')).not.toBeNull();
    await lab.sampleData.ensure();
    expect(lab.dataLoads()).toEqual([
      {
        type: 'data_load',
        symbol: 'SP500',
        timeframe: '1d',
        source: { provider: 'csv', path: lab.folders.sampleMarketData },
      },
    ]);
  });

  it('is imported once for all who want it at the same time', async () => {
    const ensured = Promise.all([lab.sampleData.ensure(), lab.sampleData.ensure()]);
    await settled();
    expect(lab.dataLoads()).toHaveLength(1);
    await completeSample();
    await ensured;
    expect(lab.dataLoads()).toHaveLength(1);
  });

  it('keeps nobody waiting when its import fails, and is tried again the next time', async () => {
    const ensured = lab.sampleData.ensure();
    await settled();
    const id = runningImport();
    lab.worker(id).say({ kind: 'failed', operationId: id, failure: failure('bad_csv', 'Bad.'), warnings: [] });
    await ensured;
    void lab.sampleData.ensure();
    await settled();
    expect(lab.dataLoads()).toHaveLength(2);
  });

  it('is not missed when the file did not come with the app', async () => {
    rmSync(lab.folders.sampleMarketData);
    await lab.sampleData.ensure();
    expect(lab.rowCount()).toBe(0);
  });

  it('comes by itself only into a profile without history', async () => {
    void lab.sampleData.ensureOnFirstLaunch();
    await settled();
    expect(lab.dataLoads()).toHaveLength(1);
    const other = new ServicesOnDisk();
    await other.complete(await other.ask());
    await other.sampleData.ensureOnFirstLaunch();
    expect(other.dataLoads()).toEqual([]);
  });

  it('comes for a training that wants it, and for no other', async () => {
    const wishes = [
      lab.trainingRequest(),
      lab.trainingRequest({ strategy: sp500, symbol: 'OTHER' }),
      lab.trainingRequest({ strategy: sp500, timeframe: '1h' }),
      lab.trainingRequest({ strategy: { fileName: 'broken.yaml', text: 'name: [' } }),
    ];
    for (const wish of wishes) await lab.sampleData.ensureFor(wish);
    expect(lab.rowCount()).toBe(0);
    const ensured = lab.sampleData.ensureFor(lab.trainingRequest({ strategy: sp500 }));
    await settled();
    await completeSample();
    await ensured;
    await lab.sampleData.ensureFor(lab.trainingRequest({ symbol: 'SP500', timeframe: '1d' }));
    expect(lab.dataLoads()).toHaveLength(1);
  });
});

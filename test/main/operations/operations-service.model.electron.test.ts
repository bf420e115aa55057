import fc from 'fast-check';
import { it } from 'vitest';
import { modelCall } from './model-calls';
import { OperationsModel } from './operations-model';
import { ServiceOnDisk } from './service-on-disk';

const settle = () => new Promise((resume) => setImmediate(resume));

it('whatever is called, legal or not, and wherever the app dies, history agrees with a small model', async () => {
  const disk = new ServiceOnDisk();
  await fc.assert(
    fc.asyncProperty(fc.array(modelCall, { minLength: 30, maxLength: 80, size: 'max' }), async (calls) => {
      disk.storage.statement('start over', 'DELETE FROM operations').run();
      disk.crashAndReopen();
      const model = new OperationsModel(disk);
      model.step({ kind: 'create', parent: null, priority: 'normal' });
      for (const call of calls) model.step(call);
      model.check();
      disk.clock.advance(20_000);
      await settle();
      model.checkFiles();
    }),
    { numRuns: 100 },
  );
}, 120_000);

import { parentPort, workerData } from 'node:worker_threads';
import { metricKindIndex } from '../../../src/contract/metric-kinds';
import { JobCancelled } from '../../../src/engine/job-control';
import { BridgeWriter } from '../../../src/workers/runtime/bridge-writer';
import { SharedToken } from '../../../src/workers/runtime/shared-token';

/** A thread that writes to a bridge as fast as it can, until it is told to stop or is done. */
export interface BridgeThreadTask {
  readonly memory: SharedArrayBuffer;
  readonly write: 'progress' | 'metrics';
  readonly count: number;
}

const { memory, write, count } = workerData as BridgeThreadTask;
const token = new SharedToken(memory);
const bridge = new BridgeWriter(memory, token);
const step = metricKindIndex('step');
try {
  bridge.startPhase(0);
  for (let n = 1; n <= count && !(write === 'progress' && token.isCancelled); n += 1) {
    if (write === 'progress') bridge.update(n, n * 3, n + 0.5, -n);
    else bridge.metric(step, [n, n / 3], n);
  }
  parentPort?.postMessage('done');
} catch (thrown) {
  parentPort?.postMessage(thrown instanceof JobCancelled ? 'cancelled' : String(thrown));
}

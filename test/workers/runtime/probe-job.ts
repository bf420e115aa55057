import { parentPort } from 'node:worker_threads';
import { metricKindIndex } from '../../../src/contract/metric-kinds';
import { type JobControl, type Resumable, withFinalCheckpoint } from '../../../src/engine/job-control';
import { serveComputeJobs } from '../../../src/workers/runtime/serve-compute-jobs';

/** A compute thread whose job misbehaves as it is told. */
export type Probe =
  | 'return'
  | 'count'
  | 'finish'
  | 'fault'
  | 'torn'
  | 'throw'
  | 'exit'
  | 'unclonable'
  | 'exhaust'
  | 'flood'
  | 'spin'
  | 'wait';

const step = metricKindIndex('step');

function probe(input: { readonly probe: Probe }, control: JobControl): unknown {
  const { token, bridge, checkpoint } = control;
  bridge.startPhase(1);
  switch (input.probe) {
    case 'return':
      return { steps: 1 };
    case 'count': {
      let rows = (checkpoint.resumeFrom as number | null) ?? 0;
      const work: Resumable = {
        get units() {
          return rows;
        },
        snapshot: () => rows,
      };
      const enough = rows + 1_000;
      control.warn('counts without an end');
      return withFinalCheckpoint(checkpoint, work, () => {
        for (;;) {
          token.throwIfCancelled();
          if (rows < enough) {
            bridge.metric(step, [rows, rows / 2], 0);
            rows += 1;
          }
          bridge.update(rows, enough);
          if (checkpoint.isDue(rows)) checkpoint.save(work);
        }
      });
    }
    case 'finish':
      control.warn('finishes soon');
      return withFinalCheckpoint(checkpoint, { units: 3, snapshot: () => 3 }, () => {
        if (checkpoint.isDue(3)) checkpoint.save({ units: 3, snapshot: () => 3 });
        return { steps: 3 };
      });
    case 'fault':
      return withFinalCheckpoint(checkpoint, { units: 3, snapshot: () => 3 }, () => {
        throw new TypeError('a fault of its own');
      });
    case 'torn': {
      const torn = (): never => {
        throw new Error('no snapshot of this');
      };
      return withFinalCheckpoint(checkpoint, { units: 1, snapshot: torn }, () => {
        throw new TypeError('the fault itself');
      });
    }
    case 'throw':
      throw new TypeError('probe was told to throw');
    case 'exit':
      process.exit(7);
      break;
    case 'unclonable':
      return { result: () => {} };
    case 'exhaust': {
      const kept: unknown[] = [];
      for (;;) kept.push(new Array(10_000).fill(kept.length));
    }
    case 'flood':
      for (let row = 0; row < 10_000; row += 1) {
        bridge.metric(step, [row, row / 2], 0);
        bridge.update(row, 10_000);
      }
      return { steps: 10_000 };
    case 'spin':
      for (;;) bridge.update(1, 2);
    case 'wait':
      for (;;) token.throwIfCancelled();
  }
  return null;
}

if (parentPort !== null) serveComputeJobs(parentPort, { dummy: async () => probe });

import type { MessagePort } from 'node:worker_threads';
import type { JobType } from '../../contract/worker-protocol';
import { BridgeWriter } from './bridge-writer';
import type { RunEnd, RunMessage } from './compute-messages';
import { endOfThrown } from './end-of-thrown';
import type { ComputeJob } from './job-module';
import { noCheckpoints } from './no-checkpoints';
import { SharedToken } from './shared-token';

/** Each job's compute half, imported when it is first needed. Input and output are the business of its two halves. */
export type ComputeJobs = { readonly [T in JobType]?: () => Promise<ComputeJob<never, unknown>> };

/** The compute thread: one job after another, each answered with how it ended. */
export function serveComputeJobs(port: MessagePort, jobs: ComputeJobs): void {
  port.on('message', (message: RunMessage) => {
    void run(message, jobs).then((end) => answer(port, end));
  });
}

async function run(message: RunMessage, jobs: ComputeJobs): Promise<RunEnd> {
  try {
    const job = await jobs[message.type]?.();
    if (job === undefined) throw new Error(`this thread knows no ${message.type} jobs`);
    const token = new SharedToken(message.memory);
    const bridge = new BridgeWriter(message.memory, token);
    return { kind: 'completed', output: job(message.input as never, { token, bridge, checkpoint: noCheckpoints }) };
  } catch (thrown) {
    return endOfThrown(thrown);
  }
}

function answer(port: MessagePort, end: RunEnd): void {
  try {
    port.postMessage(end);
  } catch (thrown) {
    // An output that cannot be cloned.
    port.postMessage(endOfThrown(thrown));
  }
}

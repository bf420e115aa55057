import type { MessagePort } from 'node:worker_threads';
import type { JobType } from '../../contract/worker-protocol';
import { BridgeWriter } from './bridge-writer';
import type { MessageToThread, RunEnd, RunMessage } from './compute-messages';
import { endOfThrown } from './end-of-thrown';
import type { ComputeJob } from './job-module';
import { SharedToken } from './shared-token';
import { type PostToSupervisor, ThreadCheckpoint } from './thread-checkpoint';

/** Each job's compute half, imported when it is first needed. Input and output are the business of its two halves. */
export type ComputeJobs = { readonly [T in JobType]?: () => Promise<ComputeJob<never, unknown>> };

/** The compute thread: one job after another, each answered with how it ended. */
export function serveComputeJobs(port: MessagePort, jobs: ComputeJobs): void {
  const post: PostToSupervisor = (message, transfer = []) => port.postMessage(message, transfer);
  /** Of the latest run. */
  let checkpoint: ThreadCheckpoint | null = null;

  async function run(message: RunMessage): Promise<RunEnd> {
    checkpoint = null;
    try {
      const job = await jobs[message.type]?.();
      if (job === undefined) throw new Error(`this thread knows no ${message.type} jobs`);
      const token = new SharedToken(message.memory);
      const bridge = new BridgeWriter(message.memory, token);
      checkpoint = new ThreadCheckpoint(message, post);
      const warn = (sentence: string): void => post({ kind: 'warning', sentence });
      return { kind: 'completed', output: job(message.input as never, { token, bridge, checkpoint, warn }) };
    } catch (thrown) {
      return endOfThrown(thrown);
    }
  }

  function answer(end: RunEnd): void {
    try {
      post({ kind: 'end', end });
    } catch (thrown) {
      // An output that cannot be cloned.
      post({ kind: 'end', end: endOfThrown(thrown) });
    }
  }

  port.on('message', (message: MessageToThread) => {
    if (message.kind === 'run') {
      void run(message).then(answer);
    } else {
      checkpoint?.settle(message.how);
      checkpoint = null;
      post({ kind: 'left' });
    }
  });
}

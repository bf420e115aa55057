import { test } from '@playwright/test';
import { temporaryFolder } from '../../e2e/driver/temporary-folder';
import { openWindow, quit } from '../../e2e/driver/window';
import { quantile } from './distribution';
import { say } from './say';

const WORKERS = 4;
const SECONDS = 10;
/** Updates and metric rows a second, of all workers together. */
const RATE = 10_000;

interface Seen {
  readonly frames: readonly number[];
  readonly pushes: number;
  readonly snapshots: number;
  readonly metrics: number;
  readonly behindMs: readonly number[];
}

test('snapshots and metrics from four workers to a drawn frame', async () => {
  test.setTimeout(300_000);
  const window = await openWindow(temporaryFolder('bench'));
  const seen = await window.page.evaluate(
    async ({ workers, seconds, rate }): Promise<Seen> => {
      interface Answer {
        readonly value: { readonly operationId: string };
      }
      interface Push {
        readonly operations: readonly { readonly progress?: { readonly updatedAt: string } }[];
        readonly metrics: readonly { readonly metrics: readonly unknown[] }[];
      }
      const { api } = globalThis as unknown as {
        api: {
          invoke(channel: string, request: unknown): Promise<Answer>;
          onPush(listener: (push: Push) => void): () => void;
        };
      };
      await api.invoke('settings:change', { slots: { dummy: workers } });
      const steps = (rate / workers) * seconds;
      const request = { type: 'dummy', steps, seconds, failAt: null, ignoreCancel: false };
      const ids: string[] = [];
      for (let worker = 0; worker < workers; worker += 1) {
        const answer = await api.invoke('operations:start', { request, again: true });
        ids.push(answer.value.operationId);
      }
      await api.invoke('metrics:watch', ids);
      await new Promise((resume) => setTimeout(resume, 2_000));
      const found = { frames: [] as number[], pushes: 0, snapshots: 0, metrics: 0, behindMs: [] as number[] };
      const stop = api.onPush((push) => {
        found.pushes += 1;
        found.snapshots += push.operations.length;
        for (const page of push.metrics) found.metrics += page.metrics.length;
        const reported = push.operations.flatMap(({ progress }) => (progress ? [Date.parse(progress.updatedAt)] : []));
        // Told, then drawn with the next frame.
        requestAnimationFrame(() => {
          for (const at of reported) found.behindMs.push(Date.now() - at);
        });
      });
      const endAt = performance.now() + (seconds - 4) * 1_000;
      let last = performance.now();
      while (last < endAt) {
        const now = await new Promise<number>((frame) => requestAnimationFrame(frame));
        found.frames.push(now - last);
        last = now;
      }
      stop();
      return found;
    },
    { workers: WORKERS, seconds: SECONDS, rate: RATE },
  );
  const watchedSeconds = seen.frames.reduce((sum, frame) => sum + frame, 0) / 1_000;
  const perSecond = (count: number): string => (count / watchedSeconds).toFixed(0);
  say(
    `\n${WORKERS} workers, ${RATE} updates a second: ${perSecond(seen.pushes)} pushes, ${perSecond(seen.snapshots)} ` +
      `states and ${perSecond(seen.metrics)} metric rows a second in the window`,
  );
  say(
    `frames: ${perSecond(seen.frames.length)} a second, p50 ${quantile(seen.frames, 0.5).toFixed(1)} ms, ` +
      `p95 ${quantile(seen.frames, 0.95).toFixed(1)} ms (budget 60 a second)`,
  );
  say(
    `from report to drawn frame: p50 ${quantile(seen.behindMs, 0.5).toFixed(0)} ms, ` +
      `p99 ${quantile(seen.behindMs, 0.99).toFixed(0)} ms (budget 150)`,
  );
  await quit(window);
});

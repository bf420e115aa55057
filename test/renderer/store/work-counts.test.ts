import { expect, it } from 'vitest';
import { Mirror } from '../../../src/renderer/store/mirror-store';
import { WorkCounts } from '../../../src/renderer/store/work-counts';
import { FakeWindowApi } from '../../fakes/window-api';
import {
  cancelledOperation,
  completedOperation,
  mintId,
  pendingOperation,
  runningOperation,
  trainingMetadata,
  trainingResult,
} from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);
const training = () => ({ type: 'training' as const, metadata: trainingMetadata('pull'), createdAt: at });

it('counts what could be paused or resumed at once, without the parts of others, and follows the pushes', async () => {
  const api = new FakeWindowApi();
  const running = runningOperation(training(), 10, 10);
  const child = { ...training(), parentOperationId: mintId('agent_research', at) };
  for (const operation of [
    running,
    pendingOperation(training()),
    runningOperation(child, 10, 10),
    cancelledOperation(training(), 10, 10, { reason: 'paused' }),
    cancelledOperation(training(), 10, 10, { reason: 'shutdown' }),
    cancelledOperation(child, 10, 10, { reason: 'paused' }),
    cancelledOperation(training(), 10, 10),
  ]) {
    api.operations.set(operation.operationId, operation);
  }
  const mirror = new Mirror();
  api.onPush((push) => mirror.applyPush(push));
  const counts = new WorkCounts(api, mirror);
  await new Promise((resolve) => setImmediate(resolve));
  expect(counts.store.getState()).toEqual({ active: 2, paused: 2 });
  const { operationId } = running;
  api.put(completedOperation({ ...training(), operationId }, trainingResult(), 10));
  expect(counts.store.getState()).toEqual({ active: 1, paused: 2 });
  counts.dispose();
});

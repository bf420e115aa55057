import type { CancelReason } from '../../../src/contract/cancellation';
import { failure } from '../../../src/contract/failure';
import type { Operation, OperationOf } from '../../../src/contract/operation';
import type { OperationProgress } from '../../../src/contract/progress';
import { operationId } from '../../fakes/operation-ids';
import { metadataOf } from '../operations/operation-samples';

export const ID = operationId(1);

const base = {
  operationId: ID,
  parentOperationId: null,
  origin: null,
  childCount: 0,
  attempt: 1,
  type: 'dummy' as const,
  createdAt: '2026-11-23T10:15:00.000Z',
  metadata: metadataOf({ title: 'Dummy' }),
  warnings: [],
};
const startedAt = '2026-11-23T10:15:01.000Z';
const completedAt = '2026-11-23T10:15:13.000Z';

export const progressOf = (percentage: number, fields: Partial<OperationProgress> = {}): OperationProgress => ({
  seq: 1,
  updatedAt: startedAt,
  percentage,
  currentStep: 'Step 3/10',
  stepsCompleted: 1,
  stepsTotal: 3,
  itemsProcessed: 3,
  itemsTotal: 10,
  currentItem: null,
  phases: [
    { id: 'prepare', label: 'Prepare', state: 'done', percentage: 100, durationMs: 10 },
    { id: 'work', label: 'Work', state: 'running', percentage: 50, durationMs: 65_000 },
    { id: 'finish', label: 'Finish', state: 'waiting', percentage: 0, durationMs: null },
  ],
  remaining: { lowMs: 4_000, highMs: 6_000 },
  context: {},
  ...fields,
});

export const pending = (queuePosition: number | null): OperationOf<'pending'> => ({
  ...base,
  status: 'pending',
  queuePosition,
  priority: 'normal',
});

export const running = (percentage = 42.9, fields: Partial<OperationProgress> = {}): OperationOf<'running'> => ({
  ...base,
  status: 'running',
  startedAt,
  progress: progressOf(percentage, fields),
  cancelRequested: null,
  checkpoint: null,
  unresponsiveSince: null,
});

export const completed = (warnings: string[] = []): OperationOf<'completed'> => ({
  ...base,
  warnings,
  status: 'completed',
  startedAt,
  completedAt,
  progress: progressOf(100),
  result: { type: 'dummy', steps: 10 },
});

export const cancelled = (forced = false, reason: CancelReason = 'user'): OperationOf<'cancelled'> => ({
  ...base,
  status: 'cancelled',
  startedAt,
  completedAt,
  progress: progressOf(42.9),
  reason,
  checkpoint: null,
  note: null,
  forced,
});

const STACK = 'TypeError: boom\n    at work (main.js:1:2)\n    at loop (main.js:3:4)';

/** Failed with a stack in its detail, as for the log. */
export const failed = (code: Parameters<typeof failure>[0] = 'internal'): OperationOf<'failed'> => ({
  ...base,
  status: 'failed',
  startedAt,
  completedAt,
  progress: progressOf(42.9),
  failure: failure(code, 'It broke. Start it again.', { detail: STACK }),
  checkpoint: null,
});

export const everyEnd = (): Operation[] => [completed(), cancelled(), failed()];

import { z } from 'zod';
import { operationIdSchema } from './identifiers';

export const WORKER_KINDS = ['training', 'backtesting', 'data', 'dummy', 'analysis'] as const;
export const workerKindSchema = z.enum(WORKER_KINDS);
export type WorkerKind = (typeof WORKER_KINDS)[number];

export const workerInfoSchema = z.strictObject({
  workerId: z.string(),
  kind: workerKindSchema,
  state: z.enum(['starting', 'idle', 'busy', 'unresponsive', 'exiting']),
  pid: z.number().int().nullable(),
  operationId: operationIdSchema.nullable(),
  startedAt: z.iso.datetime(),
  /** From the last heartbeat; null before the first. */
  memoryBytes: z.number().nullable(),
  /** How late the supervisor's event loop ran, at worst, during the last second. */
  loopLagMs: z.number().nullable(),
  lastHeartbeatAt: z.iso.datetime().nullable(),
});
export type WorkerInfo = z.infer<typeof workerInfoSchema>;

export const workersSnapshotSchema = z.strictObject({
  workers: z.array(workerInfoSchema),
  slots: z.record(workerKindSchema, z.number().int().min(1)),
  queued: z.record(workerKindSchema, z.number().int().min(0)),
  /** Kinds that died three times in five minutes and are not started again until someone says so. */
  stopped: z.array(
    z.strictObject({
      kind: workerKindSchema,
      since: z.iso.datetime(),
      /** A clause, to be finished by whoever says it: `3 of them stopped unexpectedly within 5 minutes`. */
      why: z.string(),
    }),
  ),
});
export type WorkersSnapshot = z.infer<typeof workersSnapshotSchema>;

import { z } from 'zod';
import { jsonValueSchema } from './json';

export const phaseProgressSchema = z.strictObject({
  id: z.string(),
  label: z.string(),
  state: z.enum(['waiting', 'running', 'done']),
  /** Share of this phase that is done, 0 to 100. */
  percentage: z.number().min(0).max(100),
  /** Milliseconds spent in it so far (running) or in all (done); null while waiting. */
  durationMs: z.number().min(0).nullable(),
});
export type PhaseProgress = z.infer<typeof phaseProgressSchema>;

export const operationProgressSchema = z.strictObject({
  /** Grows by one with each published state of an operation; a reader drops what is not newer. */
  seq: z.number().int().min(0),
  updatedAt: z.iso.datetime(),
  /** 0 to 100; never decreases within an attempt. */
  percentage: z.number().min(0).max(100),
  /** The line a person reads, e.g. `Epoch 31/50 · Batch 40/112`. */
  currentStep: z.string(),
  stepsCompleted: z.number().int().min(0),
  stepsTotal: z.number().int().min(0),
  itemsProcessed: z.number().min(0),
  itemsTotal: z.number().min(0).nullable(),
  currentItem: z.string().nullable(),
  phases: z.array(phaseProgressSchema),
  /** Remaining time as a range; null while nothing honest can be said. */
  remaining: z.strictObject({ lowMs: z.number().min(0), highMs: z.number().min(0) }).nullable(),
  context: z.record(z.string(), jsonValueSchema),
});
export type OperationProgress = z.infer<typeof operationProgressSchema>;

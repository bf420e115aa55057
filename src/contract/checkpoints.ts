import { z } from 'zod';

/** What made a job write a checkpoint. */
export const CHECKPOINT_CAUSES = ['periodic', 'cancelled', 'paused', 'failed', 'shutdown', 'suspend'] as const;
export const checkpointCauseSchema = z.enum(CHECKPOINT_CAUSES);
export type CheckpointCause = (typeof CHECKPOINT_CAUSES)[number];

/** A stored checkpoint as a person sees it. Checkpoint 0, the start, is not listed: every operation has it. */
export const checkpointSchema = z.strictObject({
  /** From 1, per operation. */
  number: z.number().int().min(1),
  /** The attempt that wrote it, from 1. */
  attempt: z.number().int().min(1),
  cause: checkpointCauseSchema,
  createdAt: z.iso.datetime(),
  /** Epochs, bars or steps that were done. */
  units: z.number().int().min(0),
  /** Of the whole bar, 0 to 100: where a resumed attempt starts. */
  percentage: z.number().min(0).max(100),
  bytes: z.number().int().min(0),
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** When a running job writes checkpoints by itself. */
export const checkpointPolicySchema = z.strictObject({
  /** Every so many units of the job (epochs, bars, steps); null: not by units. */
  units: z.number().int().min(1).nullable(),
  /** Every so many seconds, counted from the start of the attempt. */
  seconds: z.number().min(1),
});
export type CheckpointPolicy = z.infer<typeof checkpointPolicySchema>;

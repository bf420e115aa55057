import { z } from 'zod';
import { cancelReasonSchema } from './cancellation';
import { failureSchema } from './failure';

/** How an attempt ended. */
export const attemptEndSchema = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('completed') }),
  z.strictObject({ outcome: z.literal('failed'), failure: failureSchema }),
  z.strictObject({
    outcome: z.literal('cancelled'),
    reason: cancelReasonSchema,
    note: z.string().nullable(),
    forced: z.boolean(),
  }),
]);
export type AttemptEnd = z.infer<typeof attemptEndSchema>;

/** One run of an operation, from being asked for to its end. */
export const attemptSchema = z.strictObject({
  /** From 1. */
  number: z.number().int().min(1),
  requestedAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Time worked, without the time the computer slept; null before its end. */
  durationMs: z.number().min(0).nullable(),
  /** Number of the checkpoint it went on from; 0 is the start. */
  fromCheckpoint: z.number().int().min(0),
  /** Where it started on the whole bar, 0 to 100. */
  fromPercentage: z.number().min(0).max(100),
  /** Null while it waits or runs. */
  end: attemptEndSchema.nullable(),
});
export type Attempt = z.infer<typeof attemptSchema>;

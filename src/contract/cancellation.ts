import { z } from 'zod';

/** Why an operation was stopped. The person's own words, if any, are the `note`. */
export const CANCEL_REASONS = ['user', 'paused', 'shutdown', 'parent', 'timeout', 'superseded'] as const;

export const cancelReasonSchema = z.enum(CANCEL_REASONS);
export type CancelReason = (typeof CANCEL_REASONS)[number];

export const cancelRequestSchema = z.strictObject({
  at: z.iso.datetime(),
  reason: cancelReasonSchema,
  note: z.string().nullable(),
});
/** Asked, not yet stopped: the window shows *Cancelling*. */
export type CancelRequest = z.infer<typeof cancelRequestSchema>;

import { z } from 'zod';

export const PRIORITIES = ['high', 'normal', 'low'] as const;
export const prioritySchema = z.enum(PRIORITIES);
export type Priority = (typeof PRIORITIES)[number];

/** What an operation that waits for a slot carries. */
export const queuePlace = {
  /** Place in the queue of its worker kind, from 1; null while no queue has taken it. */
  queuePosition: z.number().int().min(1).nullable(),
  priority: prioritySchema,
};

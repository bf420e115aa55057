import { z } from 'zod';
import { jsonValueSchema } from './json';

/** Whether a service could do its work now. `healthCheck` never throws: a fault is part of the answer. */
export const serviceHealthSchema = z.strictObject({
  service: z.string(),
  status: z.enum(['ok', 'degraded', 'error']),
  /** `worker`: the work runs in a worker process; `inline`: in main. */
  mode: z.enum(['worker', 'inline']),
  checks: z.array(
    z.strictObject({ name: z.string(), status: z.enum(['ok', 'error', 'not_available']), detail: z.string() }),
  ),
});
export type ServiceHealth = z.infer<typeof serviceHealthSchema>;

/** How a service is set up. */
export const serviceConfigurationSchema = z.strictObject({
  service: z.string(),
  mode: z.enum(['worker', 'inline']),
  /** The worker kind it uses; null when it works in main. */
  worker: z.string().nullable(),
  /** The settings that apply to it, by key. */
  settings: z.record(z.string(), jsonValueSchema),
  /** What it counted since launch: operations started, completed, failed, cancelled. */
  statistics: z.record(z.string(), z.number()),
});
export type ServiceConfiguration = z.infer<typeof serviceConfigurationSchema>;

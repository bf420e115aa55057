import { z } from 'zod';
import type { OperationType } from './operation-type';

/** `op_training_20261123_101500_1a2b3c4d`; the time is UTC. */
export const operationIdSchema = z
  .string()
  .regex(/^op_[a-z_]+_\d{8}_\d{6}_[0-9a-f]{8}$/, 'not an operation id')
  .brand<'OperationId'>();
export type OperationId = z.infer<typeof operationIdSchema>;

/** SHA-256 over the canonical columns of a dataset version, as 64 hex digits. */
export const fingerprintSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'not a dataset fingerprint')
  .brand<'Fingerprint'>();
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** Mints an id; `random` is 8 hex digits. */
export function operationIdOf(type: OperationType, at: Date, random: string): OperationId {
  const stamp = at.toISOString().replace(/[-:]/g, '');
  return operationIdSchema.parse(`op_${type}_${stamp.slice(0, 8)}_${stamp.slice(9, 15)}_${random}`);
}

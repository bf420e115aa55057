import { z } from 'zod';

export const OPERATION_STATUSES = ['pending', 'resuming', 'running', 'completed', 'failed', 'cancelled'] as const;

export const operationStatusSchema = z.enum(OPERATION_STATUSES);
export type OperationStatus = (typeof OPERATION_STATUSES)[number];

/** The one table of legal moves. Whatever is not here is refused and changes nothing. */
const LEGAL_MOVES: Readonly<Record<OperationStatus, readonly OperationStatus[]>> = {
  pending: ['running', 'cancelled', 'failed'],
  resuming: ['running', 'failed', 'cancelled'],
  running: ['completed', 'failed', 'cancelled'],
  completed: [],
  failed: ['resuming'],
  cancelled: ['resuming'],
};

export const canMove = (from: OperationStatus, to: OperationStatus): boolean => LEGAL_MOVES[from].includes(to);

/** The statuses from which `to` may be entered, in the order of {@link OPERATION_STATUSES}. */
export const statusesThatMayBecome = (to: OperationStatus): readonly OperationStatus[] =>
  OPERATION_STATUSES.filter((from) => canMove(from, to));

/** Active: something is owed to the person, be it waiting or working. */
export const ACTIVE_STATUSES = ['pending', 'resuming', 'running'] as const satisfies readonly OperationStatus[];
export type ActiveStatus = (typeof ACTIVE_STATUSES)[number];

export const isActive = (status: OperationStatus): status is ActiveStatus =>
  (ACTIVE_STATUSES as readonly OperationStatus[]).includes(status);

import { type OperationId, operationIdOf } from '../../src/contract/identifiers';

/** A dummy operation's id for a small number. */
export const operationId = (number: number): OperationId =>
  operationIdOf('dummy', new Date(Date.UTC(2026, 10, 23, 10, 15)), number.toString(16).padStart(8, '0'));

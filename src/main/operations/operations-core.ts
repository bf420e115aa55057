import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import type { PhaseDefinition } from '../../contract/phase';
import type { Clock } from '../clock';
import type { Storage } from '../storage/storage';
import type { LiveOperations } from './live-operations';
import type { OperationStores } from './operation-stores';

/** What the parts of the operations service share. */
export interface OperationsCore {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly stores: OperationStores;
  readonly live: LiveOperations;
  /** The phases each type of operation goes through. */
  readonly phasesOf: (type: OperationType) => readonly PhaseDefinition[];
  find(id: OperationId): Operation | null;
  /** What memory holds of a running operation is read anew from its row, and the change is told. */
  changed(id: OperationId): void;
  /** Lets files go that nobody needs any more; soon, not now. */
  sweepFiles(): void;
}

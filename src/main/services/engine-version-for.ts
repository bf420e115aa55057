import type { OperationType } from '../../contract/operation-type';
import { ENGINE_VERSION } from '../../engine/engine-version';

/** The engine whose version decides the bytes of a result of this type; null when none does. */
export function engineVersionFor(type: OperationType): string | null {
  switch (type) {
    case 'dummy':
    case 'data_load':
      return null;
    default:
      return ENGINE_VERSION;
  }
}

import { useEffect, useMemo } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';

const NONE: readonly OperationId[] = [];

/** The parts of an operation, oldest first, in their newest state. */
export function useChildren(parent: OperationId): readonly Operation[] {
  const { children, mirror } = useDesk();
  useEffect(() => children.need(parent), [children, parent]);
  const ids = useStore(children.store, (state) => state.of[parent] ?? NONE);
  // Draws again with every change of the mirror; a research has a few dozen parts at most.
  const version = useStore(mirror.store, (state) => state.version);
  return useMemo(
    () => (version < 0 ? [] : ids.map((id) => mirror.operation(id)).filter((one) => one !== null)),
    [ids, version, mirror],
  );
}

import { useCallback, useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import type { OperationList } from '../store/operation-list';
import { type OpenRoot, TreeRows } from '../store/tree-rows';

/** True for what folds open to rows of its own: it has parts, or will have. */
export const hasParts = (operation: Operation | null): boolean =>
  operation !== null && (operation.childCount > 0 || operation.type === 'agent_research');

/** The rows of a list with the parts of what is folded open, and the folding itself. */
export function useTreeRows(list: OperationList) {
  const { mirror, children } = useDesk();
  const total = useStore(list.store, (state) => state.total) ?? 0;
  const version = useStore(list.store, (state) => state.version);
  const childrenOf = useStore(children.store, (state) => state.of);
  const [unfolded, setUnfolded] = useState<ReadonlySet<OperationId>>(new Set());

  useEffect(() => {
    for (const id of unfolded) if (hasParts(mirror.operation(id))) children.need(id);
  }, [unfolded, children, mirror]);

  const rows = useMemo(() => {
    const open: OpenRoot[] = [];
    // The places are looked up again with each version, although the list keeps them in one map.
    if (version >= 0 && unfolded.size > 0) {
      for (const [place, id] of list.store.getState().ids) {
        const parts = unfolded.has(id) && hasParts(mirror.operation(id)) ? childrenOf[id] : undefined;
        if (parts !== undefined) open.push({ place, children: parts });
      }
    }
    return new TreeRows(total, open);
  }, [list, mirror, total, version, unfolded, childrenOf]);

  const idAt = useCallback(
    (index: number): OperationId | undefined => {
      const row = rows.at(index);
      return row.level === 2 ? row.id : list.store.getState().ids.get(row.place);
    },
    [rows, list],
  );
  const indexOf = useCallback(
    (id: OperationId | null): number | null => {
      if (id === null) return null;
      const child = rows.indexOfChild(id);
      if (child !== null) return child;
      for (const [place, one] of list.store.getState().ids) if (one === id) return rows.indexOfRoot(place);
      return null;
    },
    [rows, list],
  );
  const fold = useCallback((id: OperationId, isUnfolded: boolean): void => {
    setUnfolded((before) => {
      const next = new Set(before);
      if (isUnfolded) next.add(id);
      else next.delete(id);
      return next;
    });
  }, []);
  return { rows, version, unfolded, idAt, indexOf, fold };
}

import { useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';
import type { OperationList } from '../store/operation-list';
import { deleteWithUndo } from './delete-with-undo';

/** Ticking rows: one, a stretch with Shift, all that were read. */
export function useGridSelection(list: OperationList) {
  const { api } = useDesk();
  const selected = useStore(list.store, (state) => state.selected);
  /** Where a stretch begins. */
  const anchor = useRef<number | null>(null);
  const actions = useMemo(() => {
    const current = (): ReadonlySet<OperationId> => list.store.getState().selected;
    return {
      toggle: (id: OperationId, place: number, isStretch: boolean): void => {
        const next = new Set(current());
        if (isStretch && anchor.current !== null) {
          const [from, to] = [Math.min(anchor.current, place), Math.max(anchor.current, place)];
          for (const [at, one] of list.store.getState().ids) if (at >= from && at <= to) next.add(one);
        } else {
          if (!next.delete(id)) next.add(id);
          anchor.current = place;
        }
        list.select(next);
      },
      selectAll: (): void => list.select(new Set(list.store.getState().ids.values())),
      /** False when nothing was ticked. */
      clear: (): boolean => {
        const hadSome = current().size > 0;
        if (hadSome) list.select(new Set());
        return hadSome;
      },
      deleteSelected: (): boolean => {
        if (current().size === 0) return false;
        void deleteWithUndo(api, [...current()]);
        list.select(new Set());
        return true;
      },
    };
  }, [list, api]);
  return { selected, ...actions };
}

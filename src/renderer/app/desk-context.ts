import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import type { NavigationState } from '../store/navigation';
import type { Desk } from './desk';

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error('No desk: the component stands outside of DeskContext.');
  return desk;
}

/** One operation in its newest known state; the component draws again only when that changes. */
export function useOperation(id: OperationId): Operation | null {
  const { mirror } = useDesk();
  return useStore(mirror.store, (state) => state.known.get(id)?.operation ?? null);
}

export function useNavigation<T>(select: (state: NavigationState) => T): T {
  const { navigation } = useDesk();
  return useStore(navigation.store, select);
}

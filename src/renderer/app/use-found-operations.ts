import { useEffect, useState } from 'react';
import type { Operation } from '../../contract/operation';
import { useDesk } from './desk-context';

const SETTLE_MS = 120;
const MOST = 6;

/** The newest operations in which all the words occur; searched by main once the typing pauses. */
export function useFoundOperations(query: string): readonly Operation[] {
  const { api } = useDesk();
  const [found, setFound] = useState<readonly Operation[]>([]);
  useEffect(() => {
    let isOpen = true;
    const timer = setTimeout(() => {
      void api
        .invoke('operations:list', { filter: { text: query.trim().slice(0, 200) }, limit: MOST })
        .then((answer) => {
          if (isOpen && answer.ok) setFound(answer.value.operations);
        });
    }, SETTLE_MS);
    return () => {
      isOpen = false;
      clearTimeout(timer);
    };
  }, [api, query]);
  return found;
}

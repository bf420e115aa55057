import { useEffect, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { StrategyFile, StrategyListing } from '../../contract/strategy-files';
import { useDesk } from '../app/desk-context';

interface StrategyRead {
  /** What stands stays while the file is read again. */
  readonly file: StrategyFile | null;
  readonly failure: Failure | null;
}

/** The text of a strategy and what is wrong with it; read again whenever the list was. */
export function useStrategyFile(listing: StrategyListing): StrategyRead {
  const { api } = useDesk();
  const [read, setRead] = useState<StrategyRead>({ file: null, failure: null });
  useEffect(() => {
    let isWanted = true;
    void api.invoke('strategies:read', listing.fileName).then((answer) => {
      if (!isWanted) return;
      setRead(answer.ok ? { file: answer.value, failure: null } : { file: null, failure: answer.failure });
    });
    return () => {
      isWanted = false;
    };
  }, [api, listing]);
  return read;
}

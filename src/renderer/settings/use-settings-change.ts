import { useCallback, useRef, useState } from 'react';
import type { Failure } from '../../contract/failure';
import type { SettingsPatch } from '../../contract/settings';
import { useDesk } from '../app/desk-context';

interface SettingsChange {
  /** Stores a change at once; there is no button to forget. */
  readonly change: (patch: SettingsPatch) => void;
  /** Why the newest change of this field was not stored; goes with the next one. */
  readonly failure: Failure | null;
}

/** Changing one field of the settings, and what came of it. */
export function useSettingsChange(): SettingsChange {
  const { api, settings } = useDesk();
  const [failure, setFailure] = useState<Failure | null>(null);
  const newest = useRef(0);
  const change = useCallback(
    (patch: SettingsPatch): void => {
      newest.current += 1;
      const mine = newest.current;
      void api.invoke('settings:change', patch).then((answer) => {
        if (answer.ok) settings.set(answer.value);
        if (mine === newest.current) setFailure(answer.ok ? null : answer.failure);
      });
    },
    [api, settings],
  );
  return { change, failure };
}

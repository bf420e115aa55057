import { VisuallyHidden } from '@mantine/core';
import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { fullTitle } from '../operations/operation-words';
import { statusWords } from '../operations/status-kind';

/** Tells those who listen instead of look when the status changes; progress itself stays silent. */
export function StatusAnnouncer({ operation }: { readonly operation: Operation }) {
  const { askedToStop } = useDesk();
  const ask = useStore(askedToStop.store, (state) => state[operation.operationId] ?? null);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {`${fullTitle(operation)}: ${statusWords(operation, ask)}`}
    </VisuallyHidden>
  );
}

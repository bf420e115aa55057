import { VisuallyHidden } from '@mantine/core';
import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { fullTitle } from '../operations/operation-words';
import { statusWords } from '../operations/status-kind';

/** Tells those who listen instead of look when the status changes; progress itself stays silent. */
export function StatusAnnouncer({ operation }: { readonly operation: Operation }) {
  const { cancelling } = useDesk();
  const isAsked = useStore(cancelling.store, (state) => state[operation.operationId] !== undefined);
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {`${fullTitle(operation)}: ${statusWords(operation, isAsked)}`}
    </VisuallyHidden>
  );
}

import { Button } from '@mantine/core';
import { IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { useOperationActions } from '../operations/use-operation-actions';
import { Hint } from '../ui/hint';
import { useNow } from '../ui/use-now';

/** How long stopping may take before the window offers more. */
const PATIENCE_MS = 2_000;

interface ForceStopProps {
  readonly operation: Operation;
  /** When the person asked, by the window's clock, until main has answered. */
  readonly askedAt: number | null;
  /** What it is doing: `Cancelling…`, `Pausing…`. */
  readonly word: string;
}

/**
 * While something is being cancelled: nothing to press at first, then a button that ends it at once, counting down
 * the time after which that happens by itself.
 */
export function ForceStop({ operation, askedAt, word }: ForceStopProps) {
  const { settings } = useDesk();
  const { forceStop } = useOperationActions();
  const grace = useStore(settings.store, ({ value }) => value?.cancelGraceMs ?? 5_000);
  const now = useNow(200);
  const [isForced, setForced] = useState(false);
  const request = operation.status === 'running' ? operation.cancelRequested : null;
  const since = request === null ? (askedAt ?? now) : Date.parse(request.at);
  const waited = now - since;
  if (request === null || waited < PATIENCE_MS) {
    return (
      <Button size="compact-md" fz="sm" variant="default" disabled>
        {word}
      </Button>
    );
  }
  const left = Math.ceil((grace - waited) / 1_000);
  return (
    <Hint text="Ends its thread now. What was not finished is lost; everything already stored stays.">
      <Button
        size="compact-md"
        fz="sm"
        variant="light"
        color="red"
        loading={isForced}
        leftSection={<IconHandStop size={15} stroke={1.75} />}
        onClick={() => {
          setForced(true);
          void forceStop(operation.operationId).finally(() => setForced(false));
        }}
      >
        {left > 0 ? `Force stop (${left} s)` : 'Force stop'}
      </Button>
    </Hint>
  );
}

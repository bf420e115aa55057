import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { WorkerInfo } from '../../contract/workers';
import { useDesk, useOperation } from '../app/desk-context';
import { bytes, NO_FIGURE } from '../format/figure';
import { absoluteTime } from '../format/moment';
import { fullTitle } from '../operations/operation-words';
import { Facts } from '../ui/facts';
import { TimeAgo } from '../ui/time-ago';

/** What one worker is and does, from its last heartbeat. */
export function WorkerFacts({ worker }: { readonly worker: WorkerInfo }) {
  return (
    <Facts
      label="Worker"
      facts={[
        {
          label: 'Works on',
          value: worker.operationId === null ? 'nothing' : <OperationLink id={worker.operationId} />,
        },
        { label: 'Process', value: worker.pid === null ? 'not started yet' : String(worker.pid) },
        { label: 'Memory', value: bytes(worker.memoryBytes) },
        {
          label: 'Loop lag',
          value:
            worker.loopLagMs === null
              ? NO_FIGURE
              : `${worker.loopLagMs.toFixed(1)}\u00a0ms at worst in the last second`,
        },
        {
          label: 'Last heartbeat',
          value: worker.lastHeartbeatAt === null ? 'none yet' : <TimeAgo at={worker.lastHeartbeatAt} />,
        },
        { label: 'Up since', value: absoluteTime(worker.startedAt) },
        { label: 'Id', value: worker.workerId },
      ]}
    />
  );
}

function OperationLink({ id }: { readonly id: NonNullable<WorkerInfo['operationId']> }) {
  const { navigation } = useDesk();
  const operation = useOperation(id);
  return (
    <Button
      size="compact-xs"
      variant="default"
      rightSection={<IconArrowRight size={12} />}
      onClick={() => navigation.openOperation(id)}
    >
      {operation === null ? id : fullTitle(operation)}
    </Button>
  );
}

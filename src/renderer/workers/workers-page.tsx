import { Button } from '@mantine/core';
import { IconCpu, IconCpuOff } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { WorkersSnapshot } from '../../contract/workers';
import { useDesk, useNavigation } from '../app/desk-context';
import header from '../detail/detail-header.module.css';
import tabs from '../detail/detail-tabs.module.css';
import { StatusIcon, statusColour } from '../operations/status-icon';
import { ItemDetail } from '../ui/item-detail';
import { NothingHere } from '../ui/nothing-here';
import { PageFrame } from '../ui/page-frame';
import { PageHeader } from '../ui/page-header';
import { ResourceGap } from '../ui/resource-gap';
import { Sections } from '../ui/section';
import { SimpleList } from '../ui/simple-list';
import { Diagnostics } from './diagnostics';
import { SlotsTable } from './slots-table';
import { StoppedKinds } from './stopped-kinds';
import { WorkerFacts } from './worker-facts';
import { workerRow } from './worker-row';
import { STATE_KINDS, STATE_WORDS, WORKER_NAMES } from './worker-words';

/** The processes that do the work, what they are at, and what waits for them. */
export function WorkersPage() {
  const { workers, navigation } = useDesk();
  const { value, failure } = useStore(workers.store);
  const chosen = useNavigation((state) => state.open.workers ?? null);
  // Workers come and go without the window asking; what was pushed last may be older than the page.
  useEffect(() => void workers.reload(), [workers]);
  const open = chosen ?? value?.workers[0]?.workerId ?? null;
  return (
    <PageFrame
      header={<PageHeader title="Workers" />}
      listLabel="Workers list"
      list={
        value === null ? (
          <ResourceGap failure={failure} onRetry={() => void workers.reload()} />
        ) : value.workers.length === 0 ? (
          <NoWorkers />
        ) : (
          <SimpleList
            label="Workers"
            rows={value.workers.map(workerRow)}
            open={open}
            onOpen={(id) => navigation.open('workers', id)}
          />
        )
      }
      detail={value === null ? null : <WorkerDetail snapshot={value} open={open} />}
    />
  );
}

function WorkerDetail({ snapshot, open }: { readonly snapshot: WorkersSnapshot; readonly open: string | null }) {
  const worker = snapshot.workers.find((one) => one.workerId === open) ?? null;
  const slots = (
    <>
      <SlotsTable snapshot={snapshot} />
      <Diagnostics />
    </>
  );
  if (worker === null) {
    const isGone = open !== null;
    return (
      <ItemDetail
        label="Slots and queues"
        title={isGone ? 'This worker has ended' : 'Workers'}
        subject={isGone ? 'It had nothing to do for a minute, or was stopped.' : 'None is up'}
      >
        <div className={tabs['panel']}>
          <Sections>
            <StoppedKinds stopped={snapshot.stopped} />
            {slots}
          </Sections>
        </div>
      </ItemDetail>
    );
  }
  const kind = STATE_KINDS[worker.state];
  return (
    <ItemDetail
      label={`Worker ${worker.workerId}`}
      title={`${WORKER_NAMES[worker.kind]} worker`}
      beside={
        <span className={header['status']} style={{ color: statusColour(kind) }}>
          <StatusIcon kind={kind} size={16} />
          {STATE_WORDS[worker.state]}
        </span>
      }
      subject="A process of its own, so that its work never slows the window"
    >
      <div className={tabs['panel']}>
        <Sections>
          <StoppedKinds stopped={snapshot.stopped} />
          <WorkerFacts worker={worker} />
          {slots}
        </Sections>
      </div>
    </ItemDetail>
  );
}

function NoWorkers() {
  const { navigation } = useDesk();
  return (
    <NothingHere
      icon={<IconCpuOff size={28} stroke={1.5} />}
      title="No worker is up"
      actions={
        <Button
          size="sm"
          variant="default"
          leftSection={<IconCpu size={16} stroke={1.75} />}
          onClick={() => navigation.show({ kind: 'training', start: {} })}
        >
          New training…
        </Button>
      }
    >
      Workers start by themselves with the first operation of their kind, and stay for a minute after the last.
    </NothingHere>
  );
}

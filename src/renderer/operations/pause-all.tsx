import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import { count, countOf } from '../format/figure';
import { Hint } from '../ui/hint';
import { showFailure } from '../ui/show-failure';
import classes from './list-toolbar.module.css';

/** Everything at once: only what there is something for, with how much it is. */
export function PauseAll() {
  const { workCounts } = useDesk();
  const active = useStore(workCounts.store, (state) => state.active);
  const paused = useStore(workCounts.store, (state) => state.paused);
  if (active === 0 && paused === 0) return null;
  return (
    <div className={classes['all']} role="toolbar" aria-label="All operations">
      {active === 0 ? null : (
        <AllButton
          label={`Pause all (${count(active)})`}
          hint={`Pause ${countOf(active, 'operation')} that wait or run, each to go on later exactly from where it is`}
          icon={IconPlayerPause}
          channel="operations:pauseAll"
          refusal="Not everything could be paused"
          done="paused"
        />
      )}
      {paused === 0 ? null : (
        <AllButton
          label={`Resume all (${count(paused)})`}
          hint={`Resume ${countOf(paused, 'paused operation')}; those that find no free slot wait their turn`}
          icon={IconPlayerPlay}
          channel="operations:resumeAll"
          refusal="Not everything could be resumed"
          done="resumed"
        />
      )}
    </div>
  );
}

interface AllButtonProps {
  readonly label: string;
  readonly hint: string;
  readonly icon: typeof IconPlayerPause;
  readonly channel: 'operations:pauseAll' | 'operations:resumeAll';
  readonly refusal: string;
  readonly done: string;
}

function AllButton({ label, hint, icon: Icon, channel, refusal, done }: AllButtonProps) {
  const { api } = useDesk();
  const [isBusy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    const answer = await api.invoke(channel, null);
    setBusy(false);
    if (!answer.ok) return showFailure(refusal, answer.failure);
    notifications.show({ message: `${countOf(answer.value.length, 'operation')} ${done}.`, autoClose: 3_000 });
  };
  return (
    <Hint text={hint}>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={isBusy}
        leftSection={<Icon size={13} stroke={1.75} />}
        onClick={() => void run()}
      >
        {label}
      </Button>
    </Hint>
  );
}

import { ActionIcon } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Hint } from '../ui/hint';
import classes from './list-toolbar.module.css';
import { type AllAtOnce, useAllAtOnce } from './use-all-at-once';

/** Pausing and resuming everything. Each keeps its place while there is nothing for it, so that the list stays put. */
export function PauseAll() {
  const deeds = useAllAtOnce();
  return (
    <div className={classes['all']} role="toolbar" aria-label="All operations">
      {(['pause', 'resume'] as const).map((key) => {
        const deed = deeds.find((one) => one.key === key);
        return deed === undefined ? (
          <span key={key} className={classes['allPlace']} />
        ) : (
          <AllButton key={key} deed={deed} />
        );
      })}
    </div>
  );
}

function AllButton({ deed }: { readonly deed: AllAtOnce }) {
  const [isBusy, setBusy] = useState(false);
  const Icon = deed.key === 'pause' ? IconPlayerPause : IconPlayerPlay;
  const run = async (): Promise<void> => {
    setBusy(true);
    await deed.run();
    setBusy(false);
  };
  return (
    <Hint text={deed.hint}>
      <ActionIcon
        size={28}
        variant="subtle"
        color="gray"
        loading={isBusy}
        aria-label={deed.label}
        onClick={() => void run()}
      >
        <Icon size={16} stroke={1.75} />
      </ActionIcon>
    </Hint>
  );
}

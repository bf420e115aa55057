import { Button } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { Hint } from '../ui/hint';
import classes from './list-toolbar.module.css';
import { type AllAtOnce, useAllAtOnce } from './use-all-at-once';

/** Pausing and resuming everything. */
export function PauseAll() {
  const deeds = useAllAtOnce();
  if (deeds.length === 0) return null;
  return (
    <div className={classes['all']} role="toolbar" aria-label="All operations">
      {deeds.map((deed) => (
        <AllButton key={deed.key} deed={deed} />
      ))}
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
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        loading={isBusy}
        leftSection={<Icon size={13} stroke={1.75} />}
        onClick={() => void run()}
      >
        {deed.label}
      </Button>
    </Hint>
  );
}

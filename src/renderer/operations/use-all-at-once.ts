import { notifications } from '@mantine/notifications';
import { useStore } from 'zustand';
import { useDesk } from '../app/desk-context';
import { count, countOf } from '../format/figure';
import { showFailure } from '../ui/show-failure';

export interface AllAtOnce {
  readonly key: 'pause' | 'resume';
  readonly label: string;
  readonly hint: string;
  readonly run: () => Promise<void>;
}

/** What can be done with everything at once: only what there is something for, with how much it is. */
export function useAllAtOnce(): readonly AllAtOnce[] {
  const { api, workCounts } = useDesk();
  const { active, paused } = useStore(workCounts.store);
  const run = async (how: 'pause' | 'resume'): Promise<void> => {
    const answer = await api.invoke(how === 'pause' ? 'operations:pauseAll' : 'operations:resumeAll', null);
    if (!answer.ok) return showFailure(`Not everything could be ${how}d`, answer.failure);
    notifications.show({ message: `${countOf(answer.value.length, 'operation')} ${how}d.`, autoClose: 3_000 });
  };
  const pause: AllAtOnce = {
    key: 'pause',
    label: `Pause all (${count(active)})`,
    hint: `Pause ${countOf(active, 'operation')} that wait or run, each to go on later exactly from where it is`,
    run: () => run('pause'),
  };
  const resume: AllAtOnce = {
    key: 'resume',
    label: `Resume all (${count(paused)})`,
    hint: `Resume ${countOf(paused, 'paused operation')}; those that find no free slot wait their turn`,
    run: () => run('resume'),
  };
  return [...(active === 0 ? [] : [pause]), ...(paused === 0 ? [] : [resume])];
}

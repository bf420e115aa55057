import { IconDeviceFloppy } from '@tabler/icons-react';
import type { Operation } from '../../contract/operation';
import { lossWords } from '../operations/checkpoint-words';
import { useNow } from '../ui/use-now';
import classes from './progress-panel.module.css';

/** What a sudden end would cost, in words that change every few seconds at most. */
export function SafetyLine({ operation }: { readonly operation: Operation }) {
  const now = useNow(5_000);
  if (operation.status !== 'running' || operation.type === 'agent_research') return null;
  return (
    <p className={classes['safety']}>
      <IconDeviceFloppy size={14} stroke={1.75} aria-hidden />
      {lossWords(operation, now)}
    </p>
  );
}

import type { Operation } from '../../contract/operation';
import { duration } from '../format/duration';
import { ProgressBar } from '../ui/progress-bar';
import classes from './operation-row.module.css';
import { phasesOf } from './row-height';
import { StatusIcon } from './status-icon';

const KINDS = { waiting: 'waiting', running: 'running', done: 'completed' } as const;

/** What an unfolded row shows below: each phase with its time, the running one with its bar. */
export function RowPhases({ operation }: { readonly operation: Operation }) {
  return (
    <div className={classes['phases']}>
      {phasesOf(operation).map((phase) => (
        <div key={phase.id} className={classes['phase']}>
          <StatusIcon kind={KINDS[phase.state]} size={14} />
          <span>{phase.label}</span>
          {phase.state === 'running' && operation.status === 'running' ? (
            <ProgressBar label={phase.label} percentage={phase.percentage} size="thin" />
          ) : (
            <span />
          )}
          <span>{phase.durationMs === null ? 'waiting' : duration(phase.durationMs)}</span>
        </div>
      ))}
    </div>
  );
}

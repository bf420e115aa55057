import { useStore } from 'zustand';
import type { Operation } from '../../contract/operation';
import type { PhaseProgress } from '../../contract/progress';
import { useDesk } from '../app/desk-context';
import { duration } from '../format/duration';
import { progressPercent } from '../format/figure';
import { StatusIcon } from '../operations/status-icon';
import { statusKind } from '../operations/status-kind';
import { stepWords } from '../operations/step-words';
import { ProgressBar } from '../ui/progress-bar';
import { useNow } from '../ui/use-now';
import classes from './progress-panel.module.css';
import { RemainingTime } from './remaining-time';
import { SafetyLine } from './safety-line';

/** A report this old is worth a word; before that its age says nothing. */
const LATE_MS = 3_000;

/** Overall bar, the step's own bar inside it, the phases with the time they took. */
export function ProgressPanel({ operation }: { readonly operation: Operation }) {
  const { askedToStop } = useDesk();
  const ask = useStore(askedToStop.store, (state) => state[operation.operationId] ?? null);
  if (operation.status === 'completed' || operation.status === 'pending') return null;
  const { progress } = operation;
  const isLive = operation.status === 'running';
  const kind = statusKind(operation, ask);
  const tone = isLive ? (kind === 'running' ? 'running' : 'warn') : kind === 'failed' ? 'bad' : 'quiet';
  const running = isLive ? progress.phases.find((phase) => phase.state === 'running') : undefined;
  return (
    <section className={classes['panel']} aria-label="Progress">
      <div className={classes['overall']}>
        <ProgressBar label="Overall progress" percentage={progress.percentage} tone={tone} />
        <span className={classes['percentage']}>{progressPercent(progress.percentage)}</span>
        {isLive && progress.remaining !== null && kind === 'running' ? (
          <RemainingTime type={operation.type} remaining={progress.remaining} />
        ) : null}
      </div>
      {running ? (
        <div className={classes['step']}>
          <ProgressBar label={running.label} percentage={running.percentage} size="thin" tone={tone} />
          <span className={classes['percentage']}>{progressPercent(running.percentage)}</span>
          <span className={classes['stepWords']}>
            {stepWords(progress.currentStep)}
            <LateReport at={progress.updatedAt} />
          </span>
        </div>
      ) : null}
      <Phases phases={progress.phases} isLive={isLive} />
      <SafetyLine operation={operation} />
    </section>
  );
}

/** Says how old the last report is, and only when it is old. */
function LateReport({ at }: { readonly at: string }) {
  const now = useNow(1_000);
  const age = now - Date.parse(at);
  return age < LATE_MS ? null : <span className={classes['late']}> · last report {Math.floor(age / 1_000)} s ago</span>;
}

const KINDS = { waiting: 'waiting', running: 'running', done: 'completed' } as const;

function Phases({ phases, isLive }: { readonly phases: readonly PhaseProgress[]; readonly isLive: boolean }) {
  if (phases.length === 0) return null;
  return (
    <ol className={classes['phases']} aria-label="Phases">
      {phases.map((phase) => {
        const kind = phase.state === 'running' && !isLive ? 'cancelled' : KINDS[phase.state];
        return (
          <li key={phase.id} className={classes['phase']} data-state={phase.state}>
            <StatusIcon kind={kind} size={14} />
            <span>{phase.label}</span>
            {phase.durationMs === null ? null : <span className="tw-quiet">{duration(phase.durationMs)}</span>}
          </li>
        );
      })}
    </ol>
  );
}

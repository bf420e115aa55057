import type { Operation, OperationOf } from '../../contract/operation';
import { remainingTime } from '../format/duration';
import { progressPercent } from '../format/figure';
import { absoluteTime, relativeTime } from '../format/moment';
import { ProgressBar } from '../ui/progress-bar';
import { useNow } from '../ui/use-now';
import classes from './operation-row.module.css';
import { fullTitle, keyFigures } from './operation-words';
import type { StatusKind } from './status-kind';

interface RowFiguresProps {
  readonly operation: Operation;
  readonly kind: StatusKind;
}

/** The right end of a row: bar and remaining time while it works, its figure and when it was afterwards. */
export function RowFigures({ operation, kind }: RowFiguresProps) {
  if (operation.status === 'running') {
    const { percentage, remaining } = operation.progress;
    return (
      <>
        <div className={classes['head']}>
          {remaining === null || kind !== 'running' ? null : (
            <span className="tw-quiet">{remainingTime(remaining)}</span>
          )}
          <span className={classes['key']}>{progressPercent(percentage)}</span>
        </div>
        <div className={classes['foot']}>
          <ProgressBar
            label={`Progress of ${fullTitle(operation)}`}
            percentage={percentage}
            tone={kind === 'running' ? 'running' : 'warn'}
            size="thin"
          />
        </div>
      </>
    );
  }
  if (operation.status === 'cancelled' && kind === 'paused') return <PausedFigures operation={operation} />;
  const [first] = operation.status === 'completed' ? keyFigures(operation.result) : [];
  const at = 'completedAt' in operation ? operation.completedAt : operation.createdAt;
  return (
    <>
      <div className={classes['head']}>
        {first ? (
          <>
            {first.label === '' ? null : <span className="tw-quiet">{first.label}</span>}
            <span className={classes['key']}>{first.value}</span>
          </>
        ) : (
          '\u00a0'
        )}
      </div>
      <div className={classes['foot']}>
        <RowTime at={at} />
      </div>
    </>
  );
}

/** How far it is, still, and since when. */
function PausedFigures({ operation }: { readonly operation: OperationOf<'cancelled'> }) {
  const { percentage } = operation.progress;
  return (
    <>
      <div className={classes['head']}>
        <span className="tw-quiet">
          <RowTime at={operation.completedAt} />
        </span>
        <span className={classes['key']}>{progressPercent(percentage)}</span>
      </div>
      <div className={classes['foot']}>
        <ProgressBar label={`Progress of ${fullTitle(operation)}`} percentage={percentage} tone="quiet" size="thin" />
      </div>
    </>
  );
}

/** When it was, with the moment itself on hover; light enough for rows that fly by. */
function RowTime({ at }: { readonly at: string }) {
  const now = useNow(15_000);
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}

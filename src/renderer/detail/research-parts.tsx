import type { Operation } from '../../contract/operation';
import { useDesk } from '../app/desk-context';
import { remainingTime } from '../format/duration';
import { progressPercent } from '../format/figure';
import { fullTitle, keyFigures, runWords, TYPE_NAMES } from '../operations/operation-words';
import { StatusIcon, statusColour } from '../operations/status-icon';
import { statusKind, statusWords } from '../operations/status-kind';
import { ProgressBar } from '../ui/progress-bar';
import classes from './research-parts.module.css';

/** The parts in the order they were begun, each with its state and its figure or its bar; a click opens one. */
export function ResearchParts({ parts }: { readonly parts: readonly Operation[] }) {
  return (
    <ul className={classes['parts']} aria-label="Parts">
      {parts.map((part) => (
        <li key={part.operationId}>
          <Part part={part} />
        </li>
      ))}
    </ul>
  );
}

function Part({ part }: { readonly part: Operation }) {
  const { navigation } = useDesk();
  const kind = statusKind(part);
  const word = statusWords(part);
  return (
    <button
      type="button"
      className={classes['part']}
      aria-label={`Open ${[fullTitle(part), runWords(part), word].filter(Boolean).join(', ')}`}
      onClick={() => navigation.openOperation(part.operationId)}
    >
      <StatusIcon kind={kind} size={16} />
      <span className={classes['name']}>
        {TYPE_NAMES[part.type]} <span className="tw-quiet">{runWords(part)}</span>
      </span>
      <span className="tw-ellipsis" style={{ color: statusColour(kind) }}>
        {word}
      </span>
      <PartFigure part={part} />
    </button>
  );
}

function PartFigure({ part }: { readonly part: Operation }) {
  if (part.status === 'running') {
    const { percentage, remaining } = part.progress;
    return (
      <>
        <ProgressBar label={`Progress of ${fullTitle(part)}`} percentage={percentage} size="thin" />
        <span className={classes['figure']}>
          {remaining === null ? '' : `${remainingTime(remaining)} · `}
          {progressPercent(percentage)}
        </span>
      </>
    );
  }
  return (
    <>
      <span />
      <span className={classes['figure']}>{figureWords(part)}</span>
    </>
  );
}

/** What came out, or how far it is. */
function figureWords(part: Operation): string {
  if (part.status !== 'completed') return 'progress' in part ? progressPercent(part.progress.percentage) : '';
  const [first] = keyFigures(part.result);
  return first === undefined ? '' : `${first.label} ${first.value}`.trim();
}

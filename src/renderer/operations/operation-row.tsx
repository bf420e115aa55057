import { IconChevronRight } from '@tabler/icons-react';
import { memo, useState } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk, useOperation } from '../app/desk-context';
import { useNow } from '../ui/use-now';
import classes from './operation-row.module.css';
import { fullTitle, kindWords, ownTitle } from './operation-words';
import { RowActions } from './row-actions';
import { RowFigures } from './row-figures';
import { RowPhases } from './row-phases';
import { StatusIcon, statusColour } from './status-icon';
import { statusKind, statusWords } from './status-kind';
import { hasParts } from './use-tree-rows';

interface OperationRowProps {
  readonly id: OperationId;
  /** Which row of the list it is, from 0. */
  readonly index: number;
  /** Where it, or the whole it is a part of, stands among the roots. */
  readonly place: number;
  readonly level: 1 | 2;
  /** Where it stands in the list and how high it is, in pixels. */
  readonly top: number;
  readonly height: number;
  readonly isOpen: boolean;
  readonly isUnfolded: boolean;
  readonly isSelected: boolean;
  /** While some rows are ticked, all show their boxes. */
  readonly isSelecting: boolean;
  readonly summaryOf: (operation: Operation, now: number) => string;
  readonly onToggle: (id: OperationId, place: number, isStretch: boolean) => void;
  readonly onFold: (id: OperationId, isUnfolded: boolean) => void;
}

/** One operation in a list: how it stands, what it is, its figure or its bar. */
export const OperationRow = memo(function OperationRow(props: OperationRowProps) {
  const { id, index, place, level, top, height, isOpen, isUnfolded, isSelected, isSelecting, summaryOf } = props;
  const { askedToStop } = useDesk();
  const operation = useOperation(id);
  const ask = useStore(askedToStop.store, (state) => state[id] ?? null);
  const now = useNow(15_000);
  const [isHovered, setHovered] = useState(false);
  if (operation === null) return null;
  const kind = statusKind(operation, ask);
  const word = statusWords(operation, ask);
  const isWhole = hasParts(operation);
  return (
    <tr
      id={`row-${id}`}
      className={classes['row']}
      style={{ height, transform: `translateY(${top}px)` }}
      aria-rowindex={index + 1}
      aria-level={level}
      aria-expanded={isWhole || 'progress' in operation ? isUnfolded : undefined}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      aria-label={`${fullTitle(operation)}, ${word}`}
      data-id={id}
      data-place={place}
      data-level={level}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      data-boxed={(isSelecting && level === 1) || undefined}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      <td className={classes['status']}>
        {isWhole ? (
          <button
            type="button"
            className={classes['chevron']}
            aria-label={`${isUnfolded ? 'Hide' : 'Show'} the parts of ${fullTitle(operation)}`}
            aria-expanded={isUnfolded}
            tabIndex={-1}
            onClick={(event) => {
              event.stopPropagation();
              props.onFold(id, !isUnfolded);
            }}
          >
            <IconChevronRight size={14} stroke={2} aria-hidden />
          </button>
        ) : null}
        <StatusIcon kind={kind} />
        {level === 1 ? (
          <input
            type="checkbox"
            className={classes['box']}
            checked={isSelected}
            aria-label={`Select ${fullTitle(operation)}`}
            tabIndex={-1}
            onChange={() => undefined}
            onClick={(event) => {
              event.stopPropagation();
              props.onToggle(id, place, event.shiftKey);
            }}
          />
        ) : null}
      </td>
      <td className={classes['main']}>
        <div className="tw-ellipsis">
          <span className={classes['type']}>{kindWords(operation)}</span>{' '}
          <span className={classes['title']}>{ownTitle(operation)}</span>
        </div>
        <div className={classes['summary']}>
          <span style={{ color: statusColour(kind) }}>{word}</span>
          <span className="tw-ellipsis">{summaryOf(operation, now)}</span>
        </div>
        {isUnfolded && !isWhole ? <RowPhases operation={operation} /> : null}
      </td>
      <td className={classes['figures']}>
        <RowFigures operation={operation} kind={kind} />
        {isHovered || isOpen ? <RowActions operation={operation} isShown={isHovered} /> : null}
      </td>
    </tr>
  );
});

import { memo, useState } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk, useOperation } from '../app/desk-context';
import classes from './operation-row.module.css';
import { fullTitle, ownTitle, TYPE_NAMES } from './operation-words';
import { RowActions } from './row-actions';
import { RowFigures } from './row-figures';
import { RowPhases } from './row-phases';
import { StatusIcon, statusColour } from './status-icon';
import { statusKind, statusWords } from './status-kind';

interface OperationRowProps {
  readonly id: OperationId;
  readonly place: number;
  /** Where it stands in the list and how high it is, in pixels. */
  readonly top: number;
  readonly height: number;
  readonly isOpen: boolean;
  readonly isUnfolded: boolean;
  readonly isSelected: boolean;
  /** While some rows are ticked, all show their boxes. */
  readonly isSelecting: boolean;
  readonly summaryOf: (operation: Operation) => string;
  readonly onToggle: (id: OperationId, place: number, isStretch: boolean) => void;
}

/** One operation in a list: how it stands, what it is, its figure or its bar. */
export const OperationRow = memo(function OperationRow(props: OperationRowProps) {
  const { id, place, top, height, isOpen, isUnfolded, isSelected, isSelecting, summaryOf, onToggle } = props;
  const { cancelling } = useDesk();
  const operation = useOperation(id);
  const isAsked = useStore(cancelling.store, (state) => state[id] !== undefined);
  const [isHovered, setHovered] = useState(false);
  if (operation === null) return null;
  const kind = statusKind(operation, isAsked);
  const word = statusWords(operation, isAsked);
  return (
    <tr
      id={`row-${id}`}
      className={classes['row']}
      style={{ height, transform: `translateY(${top}px)` }}
      aria-rowindex={place + 1}
      aria-selected={isSelected}
      aria-current={isOpen || undefined}
      aria-label={`${fullTitle(operation)}, ${word}`}
      data-id={id}
      data-place={place}
      data-open={isOpen || undefined}
      data-selected={isSelected || undefined}
      data-boxed={isSelecting || undefined}
      onMouseEnter={() => setHovered(true)}
      onMouseLeave={() => setHovered(false)}
    >
      <td className={classes['status']}>
        <StatusIcon kind={kind} />
        <input
          type="checkbox"
          className={classes['box']}
          checked={isSelected}
          aria-label={`Select ${fullTitle(operation)}`}
          tabIndex={-1}
          onChange={() => undefined}
          onClick={(event) => {
            event.stopPropagation();
            onToggle(id, place, event.shiftKey);
          }}
        />
      </td>
      <td className={classes['main']}>
        <div className="tw-ellipsis">
          <span className={classes['type']}>{TYPE_NAMES[operation.type]}</span>{' '}
          <span className={classes['title']}>{ownTitle(operation)}</span>
        </div>
        <div className={classes['summary']}>
          <span style={{ color: statusColour(kind) }}>{word}</span>
          <span className="tw-ellipsis">{summaryOf(operation)}</span>
        </div>
        {isUnfolded ? <RowPhases operation={operation} /> : null}
      </td>
      <td className={classes['figures']}>
        <RowFigures operation={operation} isCancelling={kind === 'cancelling'} />
        {isHovered || isOpen ? <RowActions operation={operation} isShown={isHovered} /> : null}
      </td>
    </tr>
  );
});

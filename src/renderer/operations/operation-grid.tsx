import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk, useNavigation } from '../app/desk-context';
import type { Page } from '../store/navigation';
import type { OperationList } from '../store/operation-list';
import { FailureCard } from '../ui/failure-card';
import { handleGridKey } from './grid-keys';
import classes from './operation-grid.module.css';
import { OperationRow } from './operation-row';
import { foldedHeight, unfoldedHeight } from './row-height';
import { summaryWords } from './summary-words';
import { useActionKeys } from './use-action-keys';
import { useGridSelection } from './use-grid-selection';
import { hasParts, useTreeRows } from './use-tree-rows';

interface OperationGridProps {
  readonly list: OperationList;
  /** The page whose detail follows this grid. */
  readonly page: Page;
  readonly label: string;
  readonly empty: ReactNode;
  /** The second line of a row behind its status, at a moment in milliseconds; what is usual when left out. */
  readonly summaryOf?: (operation: Operation, now: number) => string;
}

/** The pattern for rows that fold and are walked through and chosen with the keyboard; the table has the focus. */
const GRID = { role: 'treegrid', tabIndex: 0, 'aria-multiselectable': true } as const;

/** A list of operations of any length: only what is in sight is drawn and asked for. */
export function OperationGrid({ list, page, label, empty, summaryOf = summaryWords }: OperationGridProps) {
  const { mirror, navigation } = useDesk();
  const scroller = useRef<HTMLDivElement>(null);
  const total = useStore(list.store, (state) => state.total);
  const failure = useStore(list.store, (state) => state.failure);
  const open = useNavigation((state) => state.open[page] ?? null) as OperationId | null;
  const { rows, version, unfolded, idAt, indexOf, fold } = useTreeRows(list);
  const act = useActionKeys(open);

  const heightOf = useCallback(
    (index: number): number => {
      const id = idAt(index);
      const operation = id === undefined || !unfolded.has(id) ? null : mirror.operation(id);
      return operation === null || hasParts(operation) ? foldedHeight : unfoldedHeight(operation);
    },
    [idAt, mirror, unfolded],
  );
  const virtualizer = useVirtualizer({
    count: rows.count,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const first = rows.at(items[0]?.index ?? 0).place;
  const last = rows.at(items.at(-1)?.index ?? 0).place;
  useEffect(() => list.show(first, last), [list, first, last]);
  // Heights are remembered by index: they are stale when rows fold or, with unfolded ones, when rows move.
  const moves = unfolded.size === 0 ? 0 : version;
  useEffect(() => {
    if (moves >= 0 && heightOf(0) > 0) virtualizer.measure();
  }, [virtualizer, heightOf, moves]);

  const selection = useGridSelection(list);
  /** Where the open row stood when it was last seen, so that walking goes on from there when it is deleted. */
  const lastIndex = useRef(-1);
  /** A row that was walked to before it was read. */
  const awaited = useRef<number | null>(null);
  const moveTo = (index: number): void => {
    const id = idAt(index);
    virtualizer.scrollToIndex(index, { align: 'auto' });
    awaited.current = id === undefined ? index : null;
    if (id !== undefined) navigation.open(page, id);
  };
  useEffect(() => {
    if (version < 0) return;
    const index = indexOf(open);
    if (index !== null) lastIndex.current = index;
    const id = awaited.current === null ? undefined : idAt(awaited.current);
    if (id === undefined) return;
    awaited.current = null;
    navigation.open(page, id);
  }, [version, open, indexOf, idAt, navigation, page]);

  /** To the right: unfold, then step to the first part. To the left: fold, then step to the whole. */
  const foldOrStep = (isUnfolding: boolean): void => {
    if (open === null) return;
    const isUnfolded = unfolded.has(open);
    const at = indexOf(open);
    if (isUnfolding !== isUnfolded) fold(open, isUnfolding);
    else if (at === null) return;
    else if (isUnfolding && rows.at(at + 1).level === 2) moveTo(at + 1);
    else if (!isUnfolding && rows.at(at).level === 2) moveTo(rows.indexOfRoot(rows.at(at).place));
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== event.currentTarget && event.key !== 'Escape') return;
    const isHandled = handleGridKey(event, {
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / foldedHeight) - 1),
      cursor: Math.min(lastIndex.current, rows.count - 1),
      total: rows.count,
      moveTo,
      fold: foldOrStep,
      act,
      toggle: () => {
        const row = rows.at(lastIndex.current);
        if (open !== null && row.level === 1) selection.toggle(open, row.place, false);
      },
      selectAll: selection.selectAll,
      deleteSelected: selection.deleteSelected,
      focusDetail: () => document.querySelector<HTMLElement>('[data-detail-focus]')?.focus(),
      clear: selection.clear,
    });
    if (isHandled) event.preventDefault();
  };

  /** Clicks are taken here for all rows; buttons and boxes in a row stop theirs. */
  const onClick = (event: MouseEvent<HTMLTableElement>): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('tr[data-id]') : null;
    const id = row?.dataset['id'] as OperationId | undefined;
    if (row === null || id === undefined) return;
    const isTicking = event.shiftKey || event.ctrlKey || event.metaKey;
    if (isTicking && row.ariaLevel !== '2') selection.toggle(id, Number(row.dataset['place']), event.shiftKey);
    else navigation.open(page, id);
  };

  if (failure !== null && total === null) {
    return (
      <div className={classes['failed']}>
        <FailureCard failure={failure} />
      </div>
    );
  }
  if (total === 0) return empty;
  return (
    <div ref={scroller} className={classes['scroller']}>
      <table
        className={classes['grid']}
        style={{ height: virtualizer.getTotalSize() }}
        {...GRID}
        {...(open === null ? {} : { 'aria-activedescendant': `row-${open}` })}
        aria-label={label}
        aria-rowcount={total === null ? -1 : rows.count}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={onClick}
        data-grid
      >
        <tbody className={classes['rows']}>
          {items.map((item) => {
            const row = rows.at(item.index);
            const id = idAt(item.index);
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            return id === undefined ? (
              <tr key={item.key} className={classes['place']} style={place} aria-hidden>
                <td className={classes['loading']} />
              </tr>
            ) : (
              <OperationRow
                key={id}
                id={id}
                index={item.index}
                place={row.place}
                level={row.level}
                top={item.start}
                height={item.size}
                isOpen={id === open}
                isUnfolded={unfolded.has(id)}
                isSelected={selection.selected.has(id)}
                isSelecting={selection.selected.size > 0}
                onToggle={selection.toggle}
                onFold={fold}
                summaryOf={summaryOf}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

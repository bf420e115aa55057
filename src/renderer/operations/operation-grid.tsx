import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { useDesk, useNavigation } from '../app/desk-context';
import type { Page } from '../store/navigation';
import type { OperationList } from '../store/operation-list';
import { FailureCard } from '../ui/failure-card';
import { handleGridKey } from './grid-keys';
import { actionsOf } from './operation-actions';
import classes from './operation-grid.module.css';
import { OperationRow } from './operation-row';
import { foldedHeight, unfoldedHeight } from './row-height';
import { summaryWords } from './summary-words';
import { useGridSelection } from './use-grid-selection';
import { useOperationActions } from './use-operation-actions';

interface OperationGridProps {
  readonly list: OperationList;
  /** The page whose detail follows this grid. */
  readonly page: Page;
  readonly label: string;
  readonly empty: ReactNode;
  /** The second line of a row behind its status; what is usual when left out. */
  readonly summaryOf?: (operation: Operation) => string;
}

/** The pattern for a table whose rows are walked through and chosen with the keyboard; it has the focus, not they. */
const GRID = { role: 'grid', tabIndex: 0, 'aria-multiselectable': true } as const;

/** A list of operations of any length: only what is in sight is drawn and asked for. */
export function OperationGrid({ list, page, label, empty, summaryOf = summaryWords }: OperationGridProps) {
  const { mirror, navigation } = useDesk();
  const { perform } = useOperationActions();
  const scroller = useRef<HTMLDivElement>(null);
  const total = useStore(list.store, (state) => state.total);
  const failure = useStore(list.store, (state) => state.failure);
  // Redraws when rows were read; which id stands where is looked up below.
  const version = useStore(list.store, (state) => state.version);
  const open = useNavigation((state) => state.open[page] ?? null) as OperationId | null;
  const [unfolded, setUnfolded] = useState<ReadonlySet<OperationId>>(new Set());
  const { ids } = list.store.getState();

  const heightOf = useCallback(
    (place: number): number => {
      const id = list.store.getState().ids.get(place);
      return id !== undefined && unfolded.has(id) ? unfoldedHeight(mirror.operation(id)) : foldedHeight;
    },
    [list, mirror, unfolded],
  );
  const virtualizer = useVirtualizer({
    count: total ?? 0,
    getScrollElement: () => scroller.current,
    estimateSize: heightOf,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => list.show(first, last), [list, first, last]);
  // Heights are remembered by place: they are stale when rows fold or, with unfolded ones, when rows move.
  const moves = unfolded.size === 0 ? 0 : version;
  useEffect(() => {
    if (moves >= 0 && heightOf(0) > 0) virtualizer.measure();
  }, [virtualizer, heightOf, moves]);

  const selection = useGridSelection(list);
  /** Where the open row stood when it was last seen, so that walking goes on from there when it is deleted. */
  const lastPlace = useRef(-1);
  /** A place that was walked to before its row was read. */
  const awaited = useRef<number | null>(null);
  const moveTo = (place: number): void => {
    const id = ids.get(place);
    virtualizer.scrollToIndex(place, { align: 'auto' });
    awaited.current = id === undefined ? place : null;
    if (id !== undefined) navigation.open(page, id);
  };
  useEffect(() => {
    if (version < 0) return;
    const place = placeOf(list, open);
    if (place !== null) lastPlace.current = place;
    const id = awaited.current === null ? undefined : list.store.getState().ids.get(awaited.current);
    if (id === undefined) return;
    awaited.current = null;
    navigation.open(page, id);
  }, [version, open, list, navigation, page]);

  const fold = (isUnfolded: boolean): void => {
    if (open === null) return;
    const next = new Set(unfolded);
    if (isUnfolded) next.add(open);
    else next.delete(open);
    setUnfolded(next);
  };

  const act = (key: string): boolean => {
    const operation = open === null ? null : mirror.operation(open);
    if (operation === null) return false;
    const action = { c: 'cancel', b: 'backtest', delete: 'delete' } as const;
    const wanted = action[key as keyof typeof action];
    if (wanted === undefined || !actionsOf(operation).includes(wanted)) return false;
    perform(wanted, operation);
    return true;
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.target !== event.currentTarget && event.key !== 'Escape') return;
    const isHandled = handleGridKey(event, {
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / foldedHeight) - 1),
      cursor: Math.min(lastPlace.current, (total ?? 0) - 1),
      total: total ?? 0,
      moveTo,
      fold,
      act,
      toggle: () => open !== null && selection.toggle(open, lastPlace.current, false),
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
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      selection.toggle(id, Number(row.dataset['place']), event.shiftKey);
    } else navigation.open(page, id);
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
        aria-rowcount={total ?? -1}
        onKeyDown={onKeyDown}
        onMouseDown={(event) => event.shiftKey && event.preventDefault()}
        onClick={onClick}
        data-grid
      >
        <tbody className={classes['rows']}>
          {items.map((item) => {
            const id = ids.get(item.index);
            const place = { height: item.size, transform: `translateY(${item.start}px)` };
            return id === undefined ? (
              <tr key={item.key} className={classes['place']} style={place} aria-hidden>
                <td className={classes['loading']} />
              </tr>
            ) : (
              <OperationRow
                key={id}
                id={id}
                place={item.index}
                top={item.start}
                height={item.size}
                isOpen={id === open}
                isUnfolded={unfolded.has(id)}
                isSelected={selection.selected.has(id)}
                isSelecting={selection.selected.size > 0}
                onToggle={selection.toggle}
                summaryOf={summaryOf}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function placeOf(list: OperationList, id: OperationId | null): number | null {
  if (id === null) return null;
  for (const [place, one] of list.store.getState().ids) if (one === id) return place;
  return null;
}

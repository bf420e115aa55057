import { type KeyboardEvent, type ReactNode, useRef } from 'react';
import classes from './simple-list.module.css';

export interface SimpleRow {
  readonly id: string;
  /** What it is called, also for those who listen. */
  readonly name: string;
  /** For those who listen, when the name alone does not say enough; the name when left out. */
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly summary: ReactNode;
  readonly figure?: ReactNode;
  readonly footnote?: ReactNode;
}

interface SimpleListProps {
  readonly label: string;
  readonly rows: readonly SimpleRow[];
  readonly open: string | null;
  readonly onOpen: (id: string) => void;
}

/** A short list beside a detail: arrows walk, Enter goes to the detail. */
export function SimpleList({ label, rows, open, onOpen }: SimpleListProps) {
  const list = useRef<HTMLDivElement>(null);
  const at = rows.findIndex((row) => row.id === open);
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: Math.max(0, at - 1),
      Home: 0,
      End: rows.length - 1,
    };
    const move = moves[event.key];
    if (event.key === 'Enter') document.querySelector<HTMLElement>('[data-detail-focus]')?.focus();
    else if (move !== undefined) {
      const row = rows[Math.min(rows.length - 1, move)];
      if (row === undefined) return;
      onOpen(row.id);
      document.getElementById(`item-${row.id}`)?.scrollIntoView({ block: 'nearest' });
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={list}
      className={classes['list']}
      role="listbox"
      aria-label={label}
      aria-activedescendant={open === null ? undefined : `item-${open}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
      data-grid
    >
      {rows.map((row) => (
        <div
          key={row.id}
          id={`item-${row.id}`}
          className={classes['row']}
          role="option"
          tabIndex={-1}
          aria-label={row.label ?? row.name}
          aria-selected={row.id === open}
          onClick={() => onOpen(row.id)}
          onKeyDown={onKeyDown}
        >
          {row.icon ? <div className={classes['icon']}>{row.icon}</div> : null}
          <div className={classes['main']}>
            <div className={classes['name']}>{row.name}</div>
            <div className={classes['summary']}>{row.summary}</div>
          </div>
          <div className={classes['figures']}>
            <div>{row.figure}</div>
            <div className={classes['summary']}>{row.footnote}</div>
          </div>
        </div>
      ))}
    </div>
  );
}

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import classes from './data-table.module.css';

export interface Column<Row> {
  readonly key: string;
  readonly label: string;
  /** CSS grid track, e.g. `minmax(90px, 1fr)`. */
  readonly width: string;
  readonly align?: 'left' | 'right';
  /** What the column is sorted by. */
  readonly sortBy: (row: Row) => number | string | null;
  readonly show: (row: Row) => ReactNode;
  /** Full precision, on hover. */
  readonly exact?: (row: Row) => string;
}

interface DataTableProps<Row> {
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** Number of rows when `rows` grows in place. */
  readonly length?: number;
  /** The most it takes, as a CSS length; it scrolls within. */
  readonly maxHeight?: string;
}

interface Order {
  readonly key: string;
  readonly direction: 1 | -1;
}

const ROW_HEIGHT = 30;

/** A table of any length, sorted by a click on a heading: first up, then down, then as it was. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  length = rows.length,
  maxHeight = 'max(320px, calc(100vh - 240px))',
}: DataTableProps<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const [order, setOrder] = useState<Order | null>(null);
  const sorted = useMemo(() => sortRows(rows, length, columns, order), [rows, length, columns, order]);
  const virtualizer = useVirtualizer({
    count: sorted.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  return (
    <div ref={scroller} className={classes['scroller']} style={{ maxHeight }}>
      <table className={classes['table']} aria-label={label} aria-rowcount={sorted.length + 1}>
        <thead className={classes['head']}>
          <tr className={classes['headRow']} style={tracks}>
            {columns.map((column) => (
              <HeadCell key={column.key} column={column} order={order} onOrder={setOrder} />
            ))}
          </tr>
        </thead>
        <tbody className={classes['canvas']} style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map((item) => {
            const row = sorted[item.index];
            if (row === undefined) return null;
            return (
              <tr
                key={item.key}
                className={classes['row']}
                aria-rowindex={item.index + 2}
                style={{ ...tracks, transform: `translateY(${item.start}px)` }}
              >
                {columns.map((column) => (
                  <td
                    key={column.key}
                    className={classes['cell']}
                    data-align={column.align}
                    title={column.exact?.(row)}
                  >
                    {column.show(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

interface HeadCellProps<Row> {
  readonly column: Column<Row>;
  readonly order: Order | null;
  readonly onOrder: (order: Order | null) => void;
}

function HeadCell<Row>({ column, order, onOrder }: HeadCellProps<Row>) {
  const direction = order?.key === column.key ? order.direction : null;
  const next = direction === null ? 1 : direction === 1 ? -1 : null;
  const Arrow = direction === -1 ? IconArrowDown : IconArrowUp;
  return (
    <th
      className={classes['cell']}
      scope="col"
      data-align={column.align}
      aria-sort={direction === null ? 'none' : direction === 1 ? 'ascending' : 'descending'}
    >
      <button
        type="button"
        className={classes['sort']}
        onClick={() => onOrder(next === null ? null : { key: column.key, direction: next })}
      >
        {column.label}
        {direction === null ? null : <Arrow size={12} stroke={2} aria-hidden />}
      </button>
    </th>
  );
}

/** A copy in order; rows without a value stand last either way. */
function sortRows<Row>(
  rows: readonly Row[],
  length: number,
  columns: readonly Column<Row>[],
  order: Order | null,
): readonly Row[] {
  const shown = rows.length === length ? rows : rows.slice(0, length);
  const column = columns.find((one) => one.key === order?.key);
  if (column === undefined || order === null) return shown;
  return [...shown].sort((a, b) => {
    const first = column.sortBy(a);
    const second = column.sortBy(b);
    if (first === null || second === null) return first === second ? 0 : first === null ? 1 : -1;
    return first === second ? 0 : (first < second ? -1 : 1) * order.direction;
  });
}

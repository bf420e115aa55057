import { Loader } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight, IconChartCandle } from '@tabler/icons-react';
import type { OperationId } from '../../contract/identifiers';
import type { Trade } from '../../contract/trades';
import { amount, count, exact, signedPercent } from '../format/figure';
import { barTime } from '../format/moment';
import { type Column, DataTable } from '../ui/data-table';
import { FailureCard } from '../ui/failure-card';
import { NothingHere } from '../ui/nothing-here';
import classes from './trades-tab.module.css';
import { useTrades } from './use-trades';

const REASONS = { signal: 'signal', end_of_range: 'end of range' } as const;

const COLUMNS: readonly Column<Trade>[] = [
  {
    key: 'side',
    label: 'Side',
    width: '76px',
    sortBy: (trade) => trade.side,
    show: ({ side }) => (
      <span className={classes['side']} style={{ color: side === 'long' ? 'var(--tw-long)' : 'var(--tw-short)' }}>
        {side === 'long' ? <IconArrowUpRight size={14} aria-hidden /> : <IconArrowDownRight size={14} aria-hidden />}
        {side}
      </span>
    ),
  },
  time('entryTime', 'Entry'),
  time('exitTime', 'Exit'),
  money(
    'netPnl',
    'Net result',
    (trade) => trade.netPnl,
    (value) => amount(value, 'always'),
  ),
  money('returnFraction', 'Return', (trade) => trade.returnFraction, signedPercent),
  money('quantity', 'Quantity', (trade) => trade.quantity, count),
  money('entryPrice', 'Entry price', (trade) => trade.entryPrice),
  money('exitPrice', 'Exit price', (trade) => trade.exitPrice),
  money('costs', 'Commission', (trade) => trade.entryCommission + trade.exitCommission),
  money('bars', 'Bars', (trade) => trade.bars, count),
  {
    key: 'exitReason',
    label: 'Closed by',
    width: 'minmax(96px, 1fr)',
    sortBy: (trade) => trade.exitReason,
    show: (trade) => REASONS[trade.exitReason],
  },
];

function time(key: 'entryTime' | 'exitTime', label: string): Column<Trade> {
  return {
    key,
    label,
    width: 'minmax(112px, 1fr)',
    sortBy: (trade) => trade[key],
    show: (trade) => barTime(trade[key]),
    exact: (trade) => trade[key],
  };
}

function money(
  key: string,
  label: string,
  of: (trade: Trade) => number,
  show: (value: number) => string = amount,
): Column<Trade> {
  return {
    key,
    label,
    width: 'minmax(88px, 1fr)',
    align: 'right',
    sortBy: of,
    show: (trade) => show(of(trade)),
    exact: (trade) => exact(of(trade)),
  };
}

/** Every trade; full precision on hover. Times are UTC. */
export function TradesTab({ id }: { readonly id: OperationId }) {
  const { trades, isRead, failure } = useTrades(id);
  if (failure !== null) return <FailureCard failure={failure} />;
  if (!isRead) return <Loader size="sm" />;
  if (trades.length === 0) {
    return (
      <NothingHere icon={<IconChartCandle size={28} stroke={1.5} />} title="No trade was made">
        The model never was confident enough. Lower the confidence threshold of the strategy, or look at its labels.
      </NothingHere>
    );
  }
  return <DataTable label="Trades" columns={COLUMNS} rows={trades} />;
}

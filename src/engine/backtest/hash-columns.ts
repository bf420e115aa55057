import { type CanonicalColumn, float64Column } from '../math/canonical-bytes';
import type { SimulationColumns } from './simulation';
import { TRADE_COLUMNS, type TradeColumns } from './trade-ledger';

/** The closed trades as columns in the order they are hashed: that of TRADE_COLUMNS. */
export const tradesHashColumns = (trades: TradeColumns): CanonicalColumn[] =>
  TRADE_COLUMNS.map((name) => float64Column(name, trades[name]));

/** The equity curve as columns in the order they are hashed: time, equity, drawdown, position. */
export const equityHashColumns = (
  time: Float64Array,
  columns: Pick<SimulationColumns, 'equity' | 'drawdown' | 'position'>,
): CanonicalColumn[] => [
  float64Column('time', time),
  float64Column('equity', columns.equity),
  float64Column('drawdown', columns.drawdown),
  float64Column('position', columns.position),
];

/** Sides of a position, as the sign of its quantity. */
export const LONG = 1;
export const SHORT = -1;

/** Columns of closed trades, in the order in which they are hashed. */
export const TRADE_COLUMNS = [
  /** Start of the bar at whose open the entry was filled, in ms. */
  'entryTime',
  /** Start of the bar at whose open the exit was filled; the end of the last bar for a forced exit. */
  'exitTime',
  /** 1 long, −1 short. */
  'side',
  'quantity',
  'entryPrice',
  'exitPrice',
  'entryCommission',
  'exitCommission',
  /** Price gain × quantity, before commissions. */
  'grossPnl',
  /** After both commissions: what the trade changed the cash by. */
  'netPnl',
  /** Net result over the entry value. */
  'returnFraction',
  /** Bars held. */
  'bars',
  /** Index into EXIT_REASONS. */
  'exitReason',
  /** The furthest the price went for the position while it was open, as a fraction of the entry price, at least 0. */
  'favourableExcursion',
  /** The same against it. */
  'adverseExcursion',
] as const;

export type TradeColumn = (typeof TRADE_COLUMNS)[number];
export type TradeColumns = Readonly<Record<TradeColumn, Float64Array<ArrayBuffer>>>;

export const EXIT_REASONS = ['signal', 'end_of_range'] as const;

const FIRST_CAPACITY = 256;

/** Closed trades as columns. Appending allocates only when the capacity doubles. */
export class TradeLedger {
  private length = 0;
  private columns: TradeColumns = emptyColumns(FIRST_CAPACITY);

  get count(): number {
    return this.length;
  }

  /** Takes the trade in `row`, one figure per column. */
  append(row: Readonly<Record<TradeColumn, number>>): void {
    if (this.length === this.columns.entryTime.length) this.grow(2 * this.length);
    for (const name of TRADE_COLUMNS) this.columns[name][this.length] = row[name];
    this.length++;
  }

  /** A copy of all trades so far. */
  snapshot(): TradeColumns {
    return mapColumns((name) => this.columns[name].slice(0, this.length));
  }

  restore(state: TradeColumns): void {
    this.length = 0;
    this.grow(Math.max(FIRST_CAPACITY, state.entryTime.length));
    for (const name of TRADE_COLUMNS) this.columns[name].set(state[name]);
    this.length = state.entryTime.length;
  }

  private grow(capacity: number): void {
    const grown = emptyColumns(capacity);
    for (const name of TRADE_COLUMNS) grown[name].set(this.columns[name].subarray(0, this.length));
    this.columns = grown;
  }
}

const mapColumns = (make: (name: TradeColumn) => Float64Array<ArrayBuffer>): TradeColumns =>
  Object.fromEntries(TRADE_COLUMNS.map((name) => [name, make(name)])) as TradeColumns;

const emptyColumns = (capacity: number): TradeColumns => mapColumns(() => new Float64Array(capacity));

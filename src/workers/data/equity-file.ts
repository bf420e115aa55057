/** Columns of an equity file: time in milliseconds since the epoch, the others as in the contract's EquitySeries. */
export const EQUITY_COLUMNS = ['time', 'equity', 'drawdown', 'benchmark'] as const;

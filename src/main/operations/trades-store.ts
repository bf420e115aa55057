import type { Trade } from '../../contract/trades';
import type { Statement, Storage } from '../storage/storage';

/** The trades of finished backtests, in the order they were closed. */
export class TradesStore {
  readonly #insert: Statement<never>;
  readonly #read: Statement<Trade>;

  constructor(storage: Storage) {
    this.#insert = storage.statement(
      'store trade',
      `INSERT INTO trades (operation_id, number, entry_time, exit_time, side, quantity, entry_price, exit_price,
         entry_commission, exit_commission, gross_pnl, net_pnl, return_fraction, bars, exit_reason)
       VALUES (:id, :number, :entryTime, :exitTime, :side, :quantity, :entryPrice, :exitPrice, :entryCommission,
         :exitCommission, :grossPnl, :netPnl, :returnFraction, :bars, :exitReason)`,
    );
    this.#read = storage.statement(
      'read trades',
      `SELECT entry_time AS entryTime, exit_time AS exitTime, side, quantity, entry_price AS entryPrice,
         exit_price AS exitPrice, entry_commission AS entryCommission, exit_commission AS exitCommission,
         gross_pnl AS grossPnl, net_pnl AS netPnl, return_fraction AS returnFraction, bars, exit_reason AS exitReason
       FROM trades WHERE operation_id = :id ORDER BY number`,
    );
  }

  /** Within the transaction that completes the operation. */
  insert(id: string, trades: readonly Trade[]): void {
    trades.forEach((trade, number) => {
      this.#insert.run({ id, number, ...trade });
    });
  }

  read(id: string): Trade[] {
    return this.#read.all({ id });
  }
}

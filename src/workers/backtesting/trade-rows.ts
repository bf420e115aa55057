import type { Trade } from '../../contract/trades';
import { EXIT_REASONS, LONG, type TradeColumns } from '../../engine/backtest/trade-ledger';

/** Closed trades as the contract tells them. */
export const tradeRows = (trades: TradeColumns): Trade[] =>
  Array.from(trades.entryTime, (entryTime, i) => ({
    entryTime: new Date(entryTime).toISOString(),
    exitTime: new Date(trades.exitTime[i]!).toISOString(),
    side: trades.side[i] === LONG ? 'long' : 'short',
    quantity: trades.quantity[i]!,
    entryPrice: trades.entryPrice[i]!,
    exitPrice: trades.exitPrice[i]!,
    entryCommission: trades.entryCommission[i]!,
    exitCommission: trades.exitCommission[i]!,
    grossPnl: trades.grossPnl[i]!,
    netPnl: trades.netPnl[i]!,
    returnFraction: trades.returnFraction[i]!,
    bars: trades.bars[i]!,
    exitReason: EXIT_REASONS[trades.exitReason[i]!]!,
  }));

import type { Dataset } from '../../contract/market-data';
import type { MetricPage } from '../../contract/metrics';
import type { Trade } from '../../contract/trades';
import { figureText, signedPercentText, table } from './figure-text';

/** How rows of data read in a terminal. */

export const metricLines = ({ metrics, cursor }: MetricPage): string[] => [
  ...metrics.map(({ seq, kind, data }) => {
    const figures = Object.entries(data).map(([key, value]) => `${key} ${figureText(value)}`);
    return `${seq}  ${kind}  ${figures.join('  ')}`;
  }),
  `Next cursor: ${cursor}`,
];

export const tradeTable = (trades: readonly Trade[]): string[] =>
  table(
    ['Entry', 'Exit', 'Side', 'Quantity', 'Entry price', 'Exit price', 'Net', 'Return'],
    trades.map((trade) => [
      trade.entryTime,
      trade.exitTime,
      trade.side,
      figureText(trade.quantity),
      String(trade.entryPrice),
      String(trade.exitPrice),
      figureText(trade.netPnl),
      signedPercentText(trade.returnFraction),
    ]),
  );

export const datasetTable = (datasets: readonly Dataset[]): string[] =>
  table(
    ['Symbol', 'Timeframe', 'Bars', 'From', 'To', 'Version'],
    datasets.map(({ symbol, timeframe, bars, start, end, fingerprint }) => [
      symbol,
      timeframe,
      String(bars),
      start,
      end,
      fingerprint.slice(0, 12),
    ]),
  );

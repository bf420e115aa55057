import type { UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { MetricRow } from '../../contract/metrics';
import { addEquityPanes, type EquityPanes } from './equity-panes';
import { MarketFrame } from './market-frame';
import { useMarketChart } from './use-market-chart';

interface LiveEquityChartProps {
  /** Rows of the kind `equity`; they only ever grow at their end. */
  readonly rows: readonly MetricRow[];
  readonly length: number;
  readonly height?: number;
}

interface Drawn extends EquityPanes {
  count: number;
}

/** The account while the backtest still runs: each new point is added, nothing that stands is drawn again. */
export function LiveEquityChart({ rows, length, height = 320 }: LiveEquityChartProps) {
  const { ref, market } = useMarketChart();
  const drawn = useRef<Drawn | null>(null);

  useEffect(() => {
    if (market === null) return;
    drawn.current = { ...addEquityPanes(market, false), count: 0 };
    return () => {
      drawn.current = null;
    };
  }, [market]);

  useEffect(() => {
    const lines = drawn.current;
    if (lines === null || market === null) return;
    for (; lines.count < length; lines.count += 1) {
      const data = rows[lines.count]?.data;
      if (!data || data['time'] === null || data['time'] === undefined) continue;
      const time = (data['time'] / 1_000) as UTCTimestamp;
      lines.equity.update({ time, value: data['equity'] ?? 0 });
      lines.drawdown.update({ time, value: -(data['drawdown'] ?? 0) });
    }
    market.chart.timeScale().fitContent();
  }, [market, rows, length]);

  const empty = length === 0 ? 'Equity appears here as soon as the simulation begins.' : null;
  return <MarketFrame title="Equity so far" height={height} empty={empty} room={ref} />;
}

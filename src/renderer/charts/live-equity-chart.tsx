import { AreaSeries, type ISeriesApi, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { MetricRow } from '../../contract/metrics';
import { amount, percent } from '../format/figure';
import { faded } from './chart-colours';
import { ChartFrame } from './chart-frame';
import classes from './charts.module.css';
import { useMarketChart } from './use-market-chart';

interface LiveEquityChartProps {
  /** Rows of the kind `equity`; they only ever grow at their end. */
  readonly rows: readonly MetricRow[];
  readonly length: number;
  readonly height?: number;
}

interface Drawn {
  readonly equity: ISeriesApi<'Line'>;
  readonly drawdown: ISeriesApi<'Area'>;
  count: number;
}

/** The account while the backtest still runs: each new point is added, nothing that stands is drawn again. */
export function LiveEquityChart({ rows, length, height = 320 }: LiveEquityChartProps) {
  const { ref, market } = useMarketChart();
  const drawn = useRef<Drawn | null>(null);

  useEffect(() => {
    if (market === null) return;
    const { chart, colours } = market;
    const common = { priceLineVisible: false, crosshairMarkerRadius: 3 };
    drawn.current = {
      count: 0,
      equity: chart.addSeries(LineSeries, {
        ...common,
        color: colours.equity,
        lineWidth: 2,
        title: 'equity',
        priceFormat: { type: 'custom', minMove: 1, formatter: (value: number) => amount(value).replace(/\.\d+$/, '') },
      }),
      drawdown: chart.addSeries(
        AreaSeries,
        {
          ...common,
          lineColor: colours.drawdown,
          topColor: faded(colours.drawdown, 0.05),
          bottomColor: faded(colours.drawdown, 0.3),
          invertFilledArea: true,
          lineWidth: 1,
          title: 'drawdown',
          priceFormat: { type: 'custom', minMove: 0.0001, formatter: (value: number) => percent(value) },
        },
        1,
      ),
    };
    // The fall begins at the very top of its pane.
    chart.priceScale('right', 1).applyOptions({ scaleMargins: { top: 0.1, bottom: 0.1 } });
    chart.panes()[0]?.setStretchFactor(0.72);
    chart.panes()[1]?.setStretchFactor(0.28);
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

  return (
    <ChartFrame
      title="Equity so far"
      height={height}
      empty={length === 0 ? 'Equity appears here as soon as the simulation begins.' : null}
    >
      <div ref={ref} className={classes['market']} style={{ height }} />
    </ChartFrame>
  );
}

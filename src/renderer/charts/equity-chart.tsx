import type { UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { EquitySeries } from '../../contract/chart-series';
import { amount, percent } from '../format/figure';
import { barTime } from '../format/moment';
import { addEquityPanes, type EquityPanes } from './equity-panes';
import { followRange, keepingRange } from './follow-range';
import { MarketFrame } from './market-frame';
import { useMarketChart, zoomHint } from './use-market-chart';
import type { SeriesView } from './use-series';

interface EquityChartProps {
  readonly title?: string;
  readonly view: SeriesView<EquitySeries>;
  readonly height?: number;
  /** Stands here while there is nothing to draw. */
  readonly empty?: string;
}

/** The account over time beside buying and holding, and below how far it is under its peak. */
export function EquityChart({ title = 'Equity', view, height = 320, empty }: EquityChartProps) {
  const { ref, market } = useMarketChart();
  const legend = useRef<HTMLDivElement>(null);
  const drawn = useRef<EquityPanes | null>(null);
  const length = useRef(0);
  const { series, look } = view;

  useEffect(() => {
    if (market === null) return;
    const lines = addEquityPanes(market, true);
    drawn.current = lines;
    length.current = 0;
    market.chart.subscribeCrosshairMove((move) => {
      const valueAt = (one: EquityPanes[keyof EquityPanes]): number | null => {
        const point = one === null ? undefined : move.seriesData.get(one);
        return point && 'value' in point && typeof point.value === 'number' ? point.value : null;
      };
      if (legend.current === null) return;
      const equity = valueAt(lines.equity);
      legend.current.textContent =
        equity === null || move.time === undefined
          ? zoomHint()
          : `${barTime(Number(move.time) * 1_000)}   equity ${amount(equity)}   buy and hold ${amount(valueAt(lines.benchmark))}   drawdown ${percent(valueAt(lines.drawdown))}`;
    });
    const stop = followRange(market.chart, look);
    return () => {
      stop();
      drawn.current = null;
    };
  }, [market, look]);

  useEffect(() => {
    const lines = drawn.current;
    if (lines === null || market === null || series === null) return;
    keepingRange(market.chart, length.current === 0, () => setAll(lines, series));
    length.current = series.time.length;
  }, [market, series]);

  const nothing =
    view.failure?.message ?? (series !== null && series.time.length === 0 ? (empty ?? 'No equity was stored.') : null);
  return <MarketFrame title={title} height={height} empty={nothing} room={ref} legend={legend} />;
}

function setAll(lines: EquityPanes, series: EquitySeries): void {
  const points = (column: Float64Array, sign = 1) =>
    Array.from(series.time, (time, index) => ({
      time: (time / 1_000) as UTCTimestamp,
      value: sign * (column[index] ?? 0),
    }));
  lines.benchmark?.setData(series.benchmark.length === 0 ? [] : points(series.benchmark));
  lines.equity.setData(points(series.equity));
  // Below zero, so that a deeper fall is drawn deeper.
  lines.drawdown.setData(points(series.drawdown, -1));
}

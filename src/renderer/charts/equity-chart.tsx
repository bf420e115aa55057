import { AreaSeries, type ISeriesApi, LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { EquitySeries } from '../../contract/chart-series';
import { amount, percent } from '../format/figure';
import { barTime } from '../format/moment';
import { faded } from './chart-colours';
import { ChartFrame } from './chart-frame';
import classes from './charts.module.css';
import { followRange, keepingRange } from './follow-range';
import { type MarketChart, useMarketChart, zoomHint } from './use-market-chart';
import type { SeriesView } from './use-series';

interface EquityChartProps {
  readonly title?: string;
  readonly view: SeriesView<EquitySeries>;
  readonly height?: number;
  /** Stands here while there is nothing to draw. */
  readonly empty?: string;
}

interface Drawn {
  readonly equity: ISeriesApi<'Line'>;
  readonly benchmark: ISeriesApi<'Line'>;
  readonly drawdown: ISeriesApi<'Area'>;
}

/** The account over time beside buying and holding, and below how far it is under its peak. */
export function EquityChart({ title = 'Equity', view, height = 320, empty }: EquityChartProps) {
  const { ref, market } = useMarketChart();
  const legend = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const length = useRef(0);
  const { series, look } = view;

  useEffect(() => {
    if (market === null) return;
    const lines = addLines(market);
    drawn.current = lines;
    length.current = 0;
    market.chart.subscribeCrosshairMove((move) => {
      const valueAt = (one: Drawn[keyof Drawn]): number | null => {
        const point = move.seriesData.get(one);
        return point && 'value' in point ? point.value : null;
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
  return (
    <ChartFrame
      title={title}
      height={height}
      empty={nothing}
      aside={
        <div ref={legend} className={classes['legend']}>
          {zoomHint()}
        </div>
      }
    >
      <div ref={ref} className={classes['market']} style={{ height }} />
    </ChartFrame>
  );
}

function addLines({ chart, colours }: MarketChart): Drawn {
  const common = { priceLineVisible: false, crosshairMarkerRadius: 3 };
  const money = {
    type: 'custom' as const,
    minMove: 1,
    formatter: (value: number) => amount(value).replace(/\.\d+$/, ''),
  };
  const benchmark = chart.addSeries(LineSeries, {
    ...common,
    color: colours.benchmark,
    lineWidth: 1,
    title: 'hold',
    priceFormat: money,
  });
  const equity = chart.addSeries(LineSeries, {
    ...common,
    color: colours.equity,
    lineWidth: 2,
    title: 'equity',
    priceFormat: money,
  });
  const drawdown = chart.addSeries(
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
  );
  // The fall begins at the very top of its pane.
  chart.priceScale('right', 1).applyOptions({ scaleMargins: { top: 0.1, bottom: 0.1 } });
  chart.panes()[0]?.setStretchFactor(0.72);
  chart.panes()[1]?.setStretchFactor(0.28);
  return { equity, benchmark, drawdown };
}

function setAll(lines: Drawn, series: EquitySeries): void {
  const points = (column: Float64Array, sign = 1) =>
    Array.from(series.time, (time, index) => ({
      time: (time / 1_000) as UTCTimestamp,
      value: sign * (column[index] ?? 0),
    }));
  lines.benchmark.setData(series.benchmark.length === 0 ? [] : points(series.benchmark));
  lines.equity.setData(points(series.equity));
  // Below zero, so that a deeper fall is drawn deeper.
  lines.drawdown.setData(points(series.drawdown, -1));
}

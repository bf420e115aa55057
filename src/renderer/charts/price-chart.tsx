import {
  CandlestickSeries,
  createSeriesMarkers,
  type ISeriesApi,
  type SeriesMarker,
  type Time,
  type UTCTimestamp,
} from 'lightweight-charts';
import { useEffect, useRef } from 'react';
import type { PriceSeries } from '../../contract/chart-series';
import type { Trade } from '../../contract/trades';
import { amount } from '../format/figure';
import { barTime } from '../format/moment';
import type { ChartColours } from './chart-colours';
import { followRange, keepingRange } from './follow-range';
import { MarketFrame } from './market-frame';
import { priceFormatOf } from './price-format';
import { useMarketChart, zoomHint } from './use-market-chart';
import type { SeriesView } from './use-series';

interface PriceChartProps {
  readonly title: string;
  readonly view: SeriesView<PriceSeries>;
  readonly trades?: readonly Trade[];
  readonly height?: number;
}

const seconds = (time: number): UTCTimestamp => (time / 1_000) as UTCTimestamp;

/** Bars with where trades began and ended. */
export function PriceChart({ title, view, trades = [], height = 300 }: PriceChartProps) {
  const { ref, market } = useMarketChart();
  const legend = useRef<HTMLDivElement>(null);
  const candles = useRef<ISeriesApi<'Candlestick'> | null>(null);
  const { series, look } = view;

  useEffect(() => {
    if (market === null) return;
    const { chart, colours } = market;
    const drawn = chart.addSeries(CandlestickSeries, {
      upColor: colours.surface,
      downColor: colours.price,
      borderUpColor: colours.price,
      borderDownColor: colours.price,
      wickUpColor: colours.price,
      wickDownColor: colours.price,
      priceLineVisible: false,
      lastValueVisible: false,
    });
    candles.current = drawn;
    chart.subscribeCrosshairMove((move) => {
      const bar = move.seriesData.get(drawn);
      if (legend.current === null) return;
      legend.current.textContent =
        bar && 'open' in bar && move.time !== undefined
          ? `${barTime(Number(move.time) * 1_000)}   O ${amount(bar.open)}   H ${amount(bar.high)}   L ${amount(bar.low)}   C ${amount(bar.close)}`
          : zoomHint();
    });
    const stop = followRange(chart, look);
    return () => {
      stop();
      candles.current = null;
    };
  }, [market, look]);

  useEffect(() => {
    const drawn = candles.current;
    if (drawn === null || market === null || series === null) return;
    drawn.applyOptions({ priceFormat: priceFormatOf(series.close) });
    keepingRange(market.chart, drawn.data().length === 0, () => drawn.setData(barsOf(series)));
  }, [market, series]);

  useEffect(() => {
    const drawn = candles.current;
    if (drawn === null || market === null || series === null || trades.length === 0) return;
    const markers = createSeriesMarkers(drawn, markersOf(trades, market.colours));
    return () => markers.detach();
  }, [market, series, trades]);

  const empty =
    view.failure !== null ? view.failure.message : series?.time.length === 0 ? 'No bars in this range.' : null;
  return <MarketFrame title={title} height={height} empty={empty} room={ref} legend={legend} />;
}

const barsOf = (series: PriceSeries) =>
  Array.from(series.time, (time, index) => ({
    time: seconds(time),
    open: series.open[index] ?? 0,
    high: series.high[index] ?? 0,
    low: series.low[index] ?? 0,
    close: series.close[index] ?? 0,
  }));

/** Where a position was opened an arrow in its direction, where it was closed a dot. */
function markersOf(trades: readonly Trade[], colours: ChartColours): SeriesMarker<Time>[] {
  return trades
    .flatMap((trade): SeriesMarker<Time>[] => {
      const isLong = trade.side === 'long';
      return [
        {
          time: seconds(Date.parse(trade.entryTime)),
          position: isLong ? 'belowBar' : 'aboveBar',
          shape: isLong ? 'arrowUp' : 'arrowDown',
          color: isLong ? colours.long : colours.short,
        },
        {
          time: seconds(Date.parse(trade.exitTime)),
          position: isLong ? 'aboveBar' : 'belowBar',
          shape: 'circle',
          color: isLong ? colours.long : colours.short,
          size: 0.6,
        },
      ];
    })
    .sort((a, b) => Number(a.time) - Number(b.time));
}

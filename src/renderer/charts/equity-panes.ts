import { AreaSeries, type ISeriesApi, LineSeries } from 'lightweight-charts';
import { amount, percent } from '../format/figure';
import { faded } from './chart-colours';
import type { MarketChart } from './use-market-chart';

/** How lines of the account look and speak: their name stands at their end, whole units beside the scale. */
const LINE = { priceLineVisible: false, crosshairMarkerRadius: 3 } as const;
const MONEY = {
  type: 'custom' as const,
  minMove: 1,
  formatter: (value: number) => amount(value).replace(/\.\d+$/, ''),
};

export interface EquityPanes {
  readonly equity: ISeriesApi<'Line'>;
  /** Buying and holding; null where it is not drawn. */
  readonly benchmark: ISeriesApi<'Line'> | null;
  /** Below zero, so that a deeper fall is drawn deeper. */
  readonly drawdown: ISeriesApi<'Area'>;
}

/** The account above and how far it is under its peak below. */
export function addEquityPanes({ chart, colours }: MarketChart, withBenchmark: boolean): EquityPanes {
  const benchmark = withBenchmark
    ? chart.addSeries(LineSeries, {
        ...LINE,
        color: colours.benchmark,
        lineWidth: 1,
        title: 'hold',
        priceFormat: MONEY,
      })
    : null;
  const equity = chart.addSeries(LineSeries, {
    ...LINE,
    color: colours.equity,
    lineWidth: 2,
    title: 'equity',
    priceFormat: MONEY,
  });
  const drawdown = chart.addSeries(
    AreaSeries,
    {
      ...LINE,
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

import { vi } from 'vitest';

/** Stands in for the canvas charts where there is no canvas; remembers what was drawn. */
export function fakeLightweightCharts() {
  const drawn: { options: unknown; points: unknown[] }[] = [];
  const seriesOf = (options: unknown) => {
    const record = { options, points: [] as unknown[] };
    drawn.push(record);
    return {
      setData: (points: unknown[]) => {
        record.points = [...points];
      },
      update: (point: unknown) => {
        record.points.push(point);
      },
      data: () => record.points,
      applyOptions: vi.fn(),
    };
  };
  const chart = () => ({
    addSeries: (_kind: unknown, options: unknown) => seriesOf(options),
    removeSeries: vi.fn(),
    subscribeCrosshairMove: vi.fn(),
    panes: () => [],
    priceScale: () => ({ applyOptions: vi.fn() }),
    timeScale: () => ({
      fitContent: vi.fn(),
      getVisibleRange: () => null,
      setVisibleRange: vi.fn(),
      subscribeVisibleTimeRangeChange: vi.fn(),
      unsubscribeVisibleTimeRangeChange: vi.fn(),
    }),
    remove: vi.fn(),
  });
  return {
    drawn,
    module: {
      createChart: chart,
      createSeriesMarkers: () => ({ detach: vi.fn() }),
      LineSeries: 'line',
      AreaSeries: 'area',
      CandlestickSeries: 'candlestick',
      ColorType: { Solid: 'solid' },
      CrosshairMode: { Magnet: 1 },
    },
  };
}

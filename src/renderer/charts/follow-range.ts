import type { IChartApi, Time } from 'lightweight-charts';

/** Tells which part of time is in sight, in milliseconds. Returns how to stop. */
export function followRange(chart: IChartApi, look: (from: number, to: number) => void): () => void {
  const tell = (range: { from: Time; to: Time } | null): void => {
    if (range !== null) look(Number(range.from) * 1_000, Number(range.to) * 1_000);
  };
  chart.timeScale().subscribeVisibleTimeRangeChange(tell);
  return () => chart.timeScale().unsubscribeVisibleTimeRangeChange(tell);
}

/** Changes data while the part of time in sight stays the same. */
export function keepingRange(chart: IChartApi, isFirst: boolean, change: () => void): void {
  const range = isFirst ? null : chart.timeScale().getVisibleRange();
  change();
  if (range === null) chart.timeScale().fitContent();
  else chart.timeScale().setVisibleRange(range);
}

import { LineSeries, type UTCTimestamp } from 'lightweight-charts';
import { useEffect, useState } from 'react';
import type { EquitySeries } from '../../contract/chart-series';
import type { OperationId } from '../../contract/identifiers';
import { useDesk } from '../app/desk-context';
import { ChartFrame } from '../charts/chart-frame';
import classes from '../charts/charts.module.css';
import { useMarketChart } from '../charts/use-market-chart';
import { signedPercent } from '../format/figure';
import type { ComparedRun } from './compared-run';

const HEIGHT = 260;

/** What each account gained since its start, whatever its capital. */
export function CompareChart({ runs }: { readonly runs: readonly ComparedRun[] }) {
  const { ref, market } = useMarketChart();
  const equities = useEquities(runs.map((run) => run.operation.operationId));
  useEffect(() => {
    if (market === null || ref.current === null) return;
    const style = getComputedStyle(ref.current);
    const lines = runs.flatMap((run) => {
      const equity = equities[run.operation.operationId];
      if (equity === undefined) return [];
      const line = market.chart.addSeries(LineSeries, {
        color: style.getPropertyValue(run.color.slice(4, -1)).trim(),
        lineWidth: 2,
        title: run.name.slice(0, 1),
        priceLineVisible: false,
        priceFormat: { type: 'custom', minMove: 0.0001, formatter: signedPercent },
      });
      line.setData(gainsOf(equity, run.result.initialCapital));
      return [line];
    });
    market.chart.timeScale().fitContent();
    return () => {
      for (const line of lines) market.chart.removeSeries(line);
    };
  }, [market, runs, equities, ref]);
  return (
    <ChartFrame title="Gain since the start" height={HEIGHT} empty={null}>
      <div ref={ref} className={classes['market']} style={{ height: HEIGHT }} />
    </ChartFrame>
  );
}

const gainsOf = (equity: EquitySeries, capital: number) =>
  Array.from(equity.time, (time, index) => ({
    time: (time / 1_000) as UTCTimestamp,
    value: (equity.equity[index] ?? capital) / capital - 1,
  }));

/** The accounts of several backtests, each read once. */
function useEquities(ids: readonly OperationId[]): Readonly<Record<OperationId, EquitySeries>> {
  const { api } = useDesk();
  const [known, setKnown] = useState<Readonly<Record<OperationId, EquitySeries>>>({});
  const wanted = ids.filter((id) => known[id] === undefined).join(' ');
  useEffect(() => {
    let isOpen = true;
    for (const id of wanted.split(' ').filter(Boolean) as OperationId[]) {
      void api.invoke('operations:equity', { operationId: id, window: { points: 2_000 } }).then((answer) => {
        if (isOpen && answer.ok) setKnown((before) => ({ ...before, [id]: answer.value }));
      });
    }
    return () => {
      isOpen = false;
    };
  }, [api, wanted]);
  return known;
}

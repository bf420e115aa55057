import classes from './charts.module.css';
import type { MetricSeriesLook } from './metric-series-look';

interface Entry {
  readonly dataKey?: unknown;
  readonly value?: unknown;
}

interface MetricTooltipProps {
  readonly label: string;
  readonly payload: readonly Entry[] | undefined;
  readonly series: readonly MetricSeriesLook[];
  readonly format: (value: number) => string;
}

/** The figures under the cross-hair. */
export function MetricTooltip({ label, payload, series, format }: MetricTooltipProps) {
  if (!payload || payload.length === 0) return null;
  return (
    <div className={classes['tooltip']}>
      <div className="tw-quiet">{label}</div>
      {series.map(({ key, label: name, color }) => {
        const value = payload.find((entry) => entry.dataKey === key)?.value;
        return (
          <div key={key} className={classes['tooltipLine']}>
            <span style={{ color }}>{name}</span>
            <span>{typeof value === 'number' ? format(value) : '–'}</span>
          </div>
        );
      })}
    </div>
  );
}

import { LineChart } from '@mantine/charts';
import { memo, type ReactNode, useMemo } from 'react';
import { ReferenceDot } from 'recharts';
import { ChartFrame } from './chart-frame';
import type { MetricSeriesLook } from './metric-series-look';
import { MetricTooltip } from './metric-tooltip';
import { type ChartPoint, thinPoints } from './thin-points';
import { type TickUnit, tickFormat, widthOfTicks } from './tick-format';

interface MetricChartProps {
  readonly title: string;
  readonly points: readonly ChartPoint[];
  readonly series: readonly MetricSeriesLook[];
  /** What the x axis counts: `epoch`. */
  readonly xLabel: string;
  /** Where the axis ends; known from the start, so that a live line grows into empty room. */
  readonly xEnd: number;
  readonly format: (value: number) => string;
  /** A place worth a mark, e.g. the best epoch. */
  readonly mark?: { readonly x: number; readonly label: string } | null;
  /** Where the words of the mark stand: away from the lines. */
  readonly markAt?: 'top' | 'bottom';
  /** What the y axis counts. */
  readonly unit: TickUnit;
  /** What stands here while there are no points yet. */
  readonly empty: ReactNode;
  readonly height?: number;
}

/** About one per pixel of a usual chart. */
const MOST_POINTS = 320;

/** Lines over epochs or steps. What stands is never redrawn with an animation; the last point carries the name. */
export const MetricChart = memo(function MetricChart(props: MetricChartProps) {
  const { title, points, series, xLabel, xEnd, format, unit, mark, markAt = 'top', empty, height = 220 } = props;
  const keys = useMemo(() => series.map((one) => one.key), [series]);
  const data = useMemo(() => thinPoints(points, keys, MOST_POINTS), [points, keys]);
  const tickFormatter = useMemo(() => tickFormat(data, keys, unit), [data, keys, unit]);
  const axisWidth = useMemo(() => widthOfTicks(data, keys, tickFormatter), [data, keys, tickFormatter]);
  const last = data.at(-1);
  const isHigher = (key: string): boolean =>
    series.every((one) => (last?.[one.key] ?? Number.NEGATIVE_INFINITY) <= (last?.[key] ?? Number.NEGATIVE_INFINITY));
  return (
    <ChartFrame title={title} height={height} empty={points.length === 0 ? empty : null}>
      <LineChart
        h={height}
        data={[...data]}
        dataKey="x"
        series={series.map(({ key, label, color }) => ({ name: key, label, color }))}
        curveType="linear"
        withDots={false}
        strokeWidth={1.75}
        gridAxis="x"
        gridProps={{ strokeDasharray: '', stroke: 'var(--tw-line)' }}
        textColor="var(--tw-quiet)"
        tickLine="none"
        valueFormatter={format}
        referenceLines={
          mark
            ? [
                {
                  x: mark.x,
                  label: mark.label,
                  color: 'var(--tw-quiet)',
                  labelPosition: markAt === 'top' ? 'insideTopLeft' : 'insideBottomLeft',
                },
              ]
            : []
        }
        lineChartProps={{ margin: { top: 8, right: 78, bottom: 0, left: 0 } }}
        lineProps={{ isAnimationActive: false }}
        xAxisProps={{
          type: 'number',
          domain: [data[0]?.x ?? 0, Math.max(xEnd, last?.x ?? 0)],
          allowDecimals: false,
          tickMargin: 6,
          minTickGap: 28,
          padding: { left: 0, right: 0 },
        }}
        yAxisProps={{ domain: ['auto', 'auto'], width: axisWidth, tickCount: 4, axisLine: false, tickFormatter }}
        tooltipAnimationDuration={0}
        tooltipProps={{
          isAnimationActive: false,
          cursor: { stroke: 'var(--tw-quiet)', strokeWidth: 1, strokeDasharray: '3 3' },
          content: ({ label, payload }) => (
            <MetricTooltip label={`${xLabel} ${String(label)}`} payload={payload} series={series} format={format} />
          ),
        }}
      >
        {last === undefined
          ? null
          : series.map((one) => (
              <ReferenceDot
                key={one.key}
                x={last.x}
                y={last[one.key] ?? 0}
                r={2.5}
                fill={one.color}
                stroke="none"
                ifOverflow="visible"
                label={{
                  value: one.label,
                  position: 'right',
                  fill: one.color,
                  fontSize: 12,
                  fontWeight: 600,
                  // Two close ends do not write over each other.
                  dy: isHigher(one.key) ? -6 : 6,
                }}
              />
            ))}
      </LineChart>
    </ChartFrame>
  );
});

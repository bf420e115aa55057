import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './charts.module.css';

interface ChartFrameProps {
  readonly title: string;
  readonly height: number;
  /** When given, covers the chart: what will appear here and when. The chart stands below, ready for its first point. */
  readonly empty: ReactNode;
  /** Beside the title: what the cross-hair points at, or buttons. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Title and room of a chart; the room is the same with and without data, so that nothing jumps. */
export function ChartFrame({ title, height, empty, aside, children }: ChartFrameProps) {
  return (
    <figure className={classes['frame']} aria-label={`${title} chart`}>
      <figcaption className={classes['caption']}>
        <Title order={3}>{title}</Title>
        {aside}
      </figcaption>
      <div className={classes['room']} style={{ minHeight: height }}>
        {children}
        {empty === null || empty === undefined ? null : <div className={classes['empty']}>{empty}</div>}
      </div>
    </figure>
  );
}

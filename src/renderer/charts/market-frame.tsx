import type { RefObject } from 'react';
import { ChartFrame } from './chart-frame';
import classes from './charts.module.css';
import { zoomHint } from './use-market-chart';

interface MarketFrameProps {
  readonly title: string;
  readonly height: number;
  readonly empty: string | null;
  /** The element the chart is drawn into. */
  readonly room: RefObject<HTMLDivElement | null>;
  /** The line that tells what is pointed at; without one nothing can be pointed at. */
  readonly legend?: RefObject<HTMLDivElement | null>;
}

/** Frame of a chart over market time: its title, the line beside it, and its room. */
export const MarketFrame = ({ title, height, empty, room, legend }: MarketFrameProps) => (
  <ChartFrame
    title={title}
    height={height}
    empty={empty}
    aside={
      legend === undefined ? null : (
        <div ref={legend} className={classes['legend']}>
          {zoomHint()}
        </div>
      )
    }
  >
    <div ref={room} className={classes['market']} style={{ height }} />
  </ChartFrame>
);

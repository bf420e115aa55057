import { useMantineColorScheme } from '@mantine/core';
import { ColorType, CrosshairMode, createChart, type IChartApi, type Time } from 'lightweight-charts';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { barTime } from '../format/moment';
import { isMac } from '../ui/key-hint';
import { type ChartColours, chartColours } from './chart-colours';

export interface MarketChart {
  readonly chart: IChartApi;
  readonly colours: ChartColours;
}

/** A chart over market time in the element; made anew when the colour scheme changes, removed with the component. */
export function useMarketChart(): {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly market: MarketChart | null;
} {
  const ref = useRef<HTMLDivElement | null>(null);
  const [market, setMarket] = useState<MarketChart | null>(null);
  const { colorScheme } = useMantineColorScheme();
  const scheme = useScheme(colorScheme);
  useEffect(() => {
    const element = ref.current;
    // Asked for again whenever the scheme changes, because a canvas does not follow the style sheet.
    if (element === null || scheme === null) return;
    const colours = chartColours(element);
    const chart = createChart(element, {
      autoSize: true,
      layout: {
        background: { type: ColorType.Solid, color: colours.surface },
        textColor: colours.text,
        fontFamily: getComputedStyle(element).fontFamily,
        fontSize: 12,
        // The attribution its licence asks for stands in Settings, About.
        attributionLogo: false,
        panes: { separatorColor: colours.line, separatorHoverColor: colours.line },
      },
      grid: { vertLines: { visible: false }, horzLines: { color: colours.line } },
      rightPriceScale: { borderVisible: false },
      timeScale: {
        borderColor: colours.line,
        minBarSpacing: 0.01,
        timeVisible: true,
        secondsVisible: false,
        lockVisibleTimeRangeOnResize: true,
      },
      crosshair: { mode: CrosshairMode.Magnet },
      localization: { timeFormatter: (time: Time) => barTime(Number(time) * 1_000) },
      handleScroll: { mouseWheel: true, vertTouchDrag: false },
    });
    const stopWheel = leaveWheelToPage(element);
    setMarket({ chart, colours });
    return () => {
      stopWheel();
      setMarket(null);
      // What was drawn into it is taken down in the same turn, after this.
      queueMicrotask(() => chart.remove());
    };
  }, [scheme]);
  return { ref, market };
}

/** What a chart says about itself while nothing is pointed at. */
export const zoomHint = (): string => `${isMac() ? '⌘' : 'Ctrl'} + wheel looks closer, dragging moves`;

/** A wheel over a chart scrolls the page as anywhere else; with Ctrl or ⌘, or sideways, it is the chart's. */
function leaveWheelToPage(element: HTMLElement): () => void {
  const decide = (event: WheelEvent): void => {
    const isForChart = event.ctrlKey || event.metaKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (!isForChart) event.stopPropagation();
  };
  element.addEventListener('wheel', decide, { capture: true, passive: true });
  return () => element.removeEventListener('wheel', decide, { capture: true });
}

/** The scheme in force, following the system where that was chosen. */
function useScheme(chosen: 'light' | 'dark' | 'auto'): 'light' | 'dark' | null {
  const [scheme, setScheme] = useState<'light' | 'dark' | null>(null);
  useEffect(() => {
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    const update = (): void => setScheme(chosen === 'auto' ? (media.matches ? 'dark' : 'light') : chosen);
    update();
    media.addEventListener('change', update);
    return () => media.removeEventListener('change', update);
  }, [chosen]);
  return scheme;
}

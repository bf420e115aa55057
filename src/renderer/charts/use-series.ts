import { useCallback, useEffect, useRef, useState } from 'react';
import type { SeriesWindow } from '../../contract/chart-series';
import type { Failure, Outcome } from '../../contract/failure';
import { mergeSeries, pointsBetween, type SeriesColumns } from './merge-series';

/** Enough to draw a wide window; more is read where the person looks closer. */
const OVERVIEW_POINTS = 6_000;
const DETAIL_POINTS = 4_000;
/** Fewer points than this in sight, although there are more, is too coarse. */
const COARSE = 1_200;
const SETTLE_MS = 180;

export interface SeriesView<T> {
  readonly series: T | null;
  readonly failure: Failure | null;
  /** To be told which part is in sight, in milliseconds; reads more of it when it is drawn too coarsely. */
  readonly look: (from: number, to: number) => void;
}

/** A long series, thinned by main as a whole and read more finely where it is looked at closely. */
export function useSeries<T extends SeriesColumns>(
  load: (window: Partial<SeriesWindow>) => Promise<Outcome<T>>,
): SeriesView<T> {
  const [state, setState] = useState<{ series: T | null; failure: Failure | null }>({ series: null, failure: null });
  const overview = useRef<T | null>(null);
  const shown = useRef<T | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const generation = useRef(0);

  useEffect(() => {
    generation.current += 1;
    const mine = generation.current;
    overview.current = null;
    setState({ series: null, failure: null });
    void load({ points: OVERVIEW_POINTS }).then((answer) => {
      if (mine !== generation.current) return;
      if (!answer.ok) return setState({ series: null, failure: answer.failure });
      overview.current = answer.value;
      shown.current = answer.value;
      setState({ series: answer.value, failure: null });
    });
    return () => {
      generation.current += 1;
      if (timer.current !== null) clearTimeout(timer.current);
    };
  }, [load]);

  const look = useCallback(
    (from: number, to: number): void => {
      if (timer.current !== null) clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        const whole = overview.current;
        const now = shown.current;
        if (whole === null || now === null || whole.total <= whole.time.length) return;
        const first = whole.time[0] ?? 0;
        const last = whole.time[whole.time.length - 1] ?? first;
        const share = Math.max(0, Math.min(to, last) - Math.max(from, first)) / Math.max(1, last - first);
        if (pointsBetween(now.time, from, to) >= Math.min(COARSE, share * whole.total * 0.95)) return;
        const mine = generation.current;
        // Some of both sides is read, too, so that a small move needs no new question.
        const margin = (to - from) / 2;
        void load({ from: from - margin, to: to + margin, points: DETAIL_POINTS }).then((answer) => {
          if (mine !== generation.current || !answer.ok || answer.value.time.length === 0) return;
          shown.current = mergeSeries(whole, answer.value);
          setState({ series: shown.current, failure: null });
        });
      }, SETTLE_MS);
    },
    [load],
  );
  return { ...state, look };
}

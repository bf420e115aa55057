// @vitest-environment happy-dom
import { act, renderHook, waitFor } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { failure, type Outcome } from '../../../src/contract/failure';
import { useSeries } from '../../../src/renderer/charts/use-series';

interface Series {
  readonly [key: string]: Float64Array | number;
  readonly time: Float64Array;
  readonly total: number;
}

const TOTAL = 100_000;

/** A series of TOTAL points, one a millisecond, thinned to what is asked for. */
const load = vi.fn(
  async (window: { from?: number | null; to?: number | null; points?: number }): Promise<Outcome<Series>> => {
    const from = Math.max(0, Math.ceil(window.from ?? 0));
    const to = Math.min(TOTAL - 1, Math.floor(window.to ?? TOTAL - 1));
    const stride = Math.max(1, Math.ceil((to - from + 1) / (window.points ?? 2_000)));
    const time = Float64Array.from(
      { length: Math.ceil((to - from + 1) / stride) },
      (_, index) => from + index * stride,
    );
    return { ok: true, value: { time, total: to - from + 1 } };
  },
);

describe('useSeries', () => {
  it('reads an overview first and more of what is looked at closely, keeping the rest', async () => {
    load.mockClear();
    const { result } = renderHook(() => useSeries(load));
    await waitFor(() => expect(result.current.series).not.toBeNull());
    const overview = result.current.series?.time.length ?? 0;
    act(() => result.current.look(50_000, 50_500));
    await waitFor(() => expect(load).toHaveBeenCalledTimes(2));
    await waitFor(() => expect(result.current.series?.time.length).toBeGreaterThan(overview));
    const times = [...(result.current.series?.time ?? [])];
    expect(times.filter((time) => time >= 50_000 && time <= 50_500)).toHaveLength(501);
    expect(times[0]).toBe(0);
    expect(times.every((time, index) => index === 0 || time > (times[index - 1] ?? -1))).toBe(true);
  });

  it('asks nothing more for what is drawn finely enough', async () => {
    load.mockClear();
    const { result } = renderHook(() => useSeries(load));
    await waitFor(() => expect(result.current.series).not.toBeNull());
    act(() => result.current.look(0, TOTAL));
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('says why there is no series', async () => {
    const refused = async (): Promise<Outcome<Series>> => ({
      ok: false,
      failure: failure('dataset_missing', 'Its bars are not there any more.'),
    });
    const { result } = renderHook(() => useSeries(refused));
    await waitFor(() => expect(result.current.failure?.message).toBe('Its bars are not there any more.'));
    expect(result.current.series).toBeNull();
  });
});

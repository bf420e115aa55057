import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/main/clock';
import { silentLogger } from '../../../src/main/log/logger';
import { tidyDaily } from '../../../src/main/services/daily-tidying';
import { ManualClock } from '../operations/manual-clock';

const HOUR_MS = 3_600_000;

describe('daily tidying', () => {
  it('happens at the start and then once a day', () => {
    const clock = new ManualClock();
    const at: number[] = [];
    const step = () => {
      at.push(clock.monotonic() / HOUR_MS);
      return false;
    };
    tidyDaily(step, { clock, log: silentLogger });
    for (let hour = 0; hour < 73; hour += 1) clock.advance(HOUR_MS);
    expect(at).toEqual([0, 24, 48, 72]);
  });

  it('goes on step by step while there is more', () => {
    const clock = new ManualClock();
    let steps = 0;
    const step = (): boolean => {
      steps += 1;
      return steps < 5;
    };
    tidyDaily(step, { clock, log: silentLogger });
    expect(steps).toBe(1);
    clock.advance(10_000);
    expect(steps).toBe(5);
  });

  it('is not stopped by a day that failed', () => {
    const clock = new ManualClock();
    let days = 0;
    const errors: string[] = [];
    const log = { ...silentLogger, error: (message: string) => errors.push(message) };
    const step = (): boolean => {
      days += 1;
      throw new Error('no');
    };
    tidyDaily(step, { clock, log });
    clock.advance(24 * HOUR_MS);
    expect([days, errors.length]).toEqual([2, 2]);
  });

  it('takes a clock that was set back, or far ahead, for a new day', () => {
    const manual = new ManualClock();
    let shift = 0;
    const clock: Clock = {
      now: () => manual.now() + shift,
      monotonic: () => manual.monotonic(),
      after: (milliseconds, run) => manual.after(milliseconds, run),
    };
    let days = 0;
    const stop = tidyDaily(
      () => {
        days += 1;
        return false;
      },
      { clock, log: silentLogger },
    );
    shift = -100 * 24 * HOUR_MS;
    manual.advance(HOUR_MS);
    expect(days).toBe(2);
    shift = 0;
    manual.advance(HOUR_MS);
    expect(days).toBe(3);
    stop();
    manual.advance(48 * HOUR_MS);
    expect(days).toBe(3);
  });
});

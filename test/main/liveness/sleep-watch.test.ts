import { beforeEach, describe, expect, test } from 'vitest';
import { type Absence, SleepWatch } from '../../../src/main/liveness/sleep-watch';
import { ManualClock } from '../operations/manual-clock';

const HOUR = 3_600_000;

let clock: ManualClock;
let power: { suspend: () => void; resume: () => void };
let watch: SleepWatch;
let told: (Absence | 'suspend')[];

beforeEach(() => {
  clock = new ManualClock();
  power = { suspend: () => {}, resume: () => {} };
  watch = new SleepWatch(clock, {
    onSuspend: (listener) => {
      power.suspend = listener;
      return () => {
        power.suspend = () => {};
      };
    },
    onResume: (listener) => {
      power.resume = listener;
      return () => {
        power.resume = () => {};
      };
    },
  });
  told = [];
  watch.onSuspend(() => told.push('suspend'));
  watch.onAbsence((absence) => told.push(absence));
});

describe('a sleep that the system announces', () => {
  test('is told with its length when the monotonic clock stood still', () => {
    clock.advance(5_400);
    power.suspend();
    clock.setWall(8 * HOUR);
    power.resume();
    clock.advance(10_000);
    expect(told).toEqual(['suspend', { kind: 'slept', sleptMs: 8 * HOUR - 1_000, countedMs: 0 }]);
  });

  test('is told with what the monotonic clock counted of it', () => {
    power.suspend();
    clock.stall(HOUR);
    power.resume();
    clock.advance(10_000);
    expect(told).toEqual(['suspend', { kind: 'slept', sleptMs: HOUR - 1_000, countedMs: HOUR - 1_000 }]);
  });

  test('counts only from when the ticks stop coming: what is worked before is work', () => {
    power.suspend();
    clock.advance(30_000);
    clock.stall(HOUR);
    clock.advance(5_000);
    power.resume();
    expect(told).toEqual(['suspend', { kind: 'slept', sleptMs: HOUR - 1_000, countedMs: HOUR - 1_000 }]);
  });

  test('that did not come about has no length', () => {
    power.suspend();
    clock.advance(4_000);
    power.resume();
    expect(told).toEqual(['suspend', { kind: 'slept', sleptMs: 0, countedMs: 0 }]);
  });

  test('is told once, however often it is announced, and a resume alone tells nothing', () => {
    power.resume();
    power.suspend();
    power.suspend();
    power.resume();
    power.resume();
    expect(told).toHaveLength(2);
  });
});

describe('what nobody announces', () => {
  test('a process that stood still was away, and nobody is said to have slept', () => {
    clock.advance(3_000);
    clock.stall(20_000);
    clock.advance(10_000);
    expect(told).toEqual([{ kind: 'away', ms: 19_000 }]);
  });

  test.each([HOUR, -HOUR])('a wall clock set by %i ms is noticed as that', (byMs) => {
    clock.advance(3_500);
    clock.setWall(byMs);
    clock.advance(10_000);
    expect(told).toEqual([{ kind: 'clock_moved', byMs }]);
  });

  test('small delays and corrections are how clocks are', () => {
    for (const byMs of [500, -900, 1_500]) {
      clock.setWall(byMs);
      clock.stall(1_200);
      clock.advance(3_000);
    }
    expect(told).toEqual([]);
  });
});

test('a watch that was disposed of says nothing more', () => {
  watch.dispose();
  power.suspend();
  clock.stall(HOUR);
  power.resume();
  clock.advance(10_000);
  expect(told).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CheckpointSchedule } from '../../../src/workers/runtime/checkpoint-schedule';

describe('a checkpoint is due', () => {
  test('every so many units after the last one, the first counted from where the attempt began', () => {
    const fresh = new CheckpointSchedule({ units: 5, seconds: 60 }, 0, 0);
    expect([fresh.isDue(4, 0), fresh.isDue(5, 0)]).toEqual([false, true]);
    const resumed = new CheckpointSchedule({ units: 5, seconds: 60 }, 7, 0);
    expect([resumed.isDue(11, 0), resumed.isDue(12, 0)]).toEqual([false, true]);
    resumed.made(13, 10, 10);
    expect([resumed.isDue(17, 5_000), resumed.isDue(18, 5_000)]).toEqual([false, true]);
  });

  test('after so many seconds, the first counted from the start of the attempt', () => {
    const schedule = new CheckpointSchedule({ units: null, seconds: 60 }, 0, 1_000);
    expect([schedule.isDue(0, 60_999), schedule.isDue(0, 61_000)]).toEqual([false, true]);
    schedule.made(0, 61_000, 61_000);
    expect([schedule.isDue(9, 120_999), schedule.isDue(9, 121_000)]).toEqual([false, true]);
  });

  test('not before twenty times what the last one cost, nor within a second, whatever is finished', () => {
    const schedule = new CheckpointSchedule({ units: 1, seconds: 60 }, 0, 0);
    schedule.made(1, 1_000, 1_100);
    expect([schedule.isDue(99, 3_099), schedule.isDue(99, 3_100)]).toEqual([false, true]);
    schedule.made(2, 5_000, 5_001);
    expect([schedule.isDue(99, 6_000), schedule.isDue(99, 6_001)]).toEqual([false, true]);
  });

  test('so rarely that checkpoints take a twentieth of the time at most, however long each takes', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 5_000, noNaN: true }), { maxLength: 20 }), (costs) => {
        const schedule = new CheckpointSchedule({ units: 1, seconds: 1 }, 0, 0);
        let now = 1_000;
        let units = 1;
        let spent = 0;
        for (const cost of costs) {
          while (!schedule.isDue(units, now)) {
            now += 10;
            units += 1;
          }
          expect(spent).toBeLessThanOrEqual(now / 20);
          schedule.made(units, now, now + cost);
          spent += cost;
          now += cost;
        }
      }),
    );
  });
});

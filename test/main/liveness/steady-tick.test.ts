import { expect, test } from 'vitest';
import { startSteadyTick } from '../../../src/main/liveness/steady-tick';
import { ManualClock } from '../operations/manual-clock';

test('ticks come in time, say by how much they did not, and stop when told, also from within', () => {
  const clock = new ManualClock();
  const lateness: number[] = [];
  const stop = startSteadyTick(clock, 1_000, (lateMs) => {
    lateness.push(lateMs);
    if (lateness.length === 5) stop();
  });
  clock.advance(2_000);
  clock.stall(7_500);
  clock.setWall(-3_600_000);
  clock.advance(60_000);
  expect(lateness).toEqual([0, 0, 6_500, 0, 0]);
});

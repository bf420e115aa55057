import { beforeEach, describe, expect, test } from 'vitest';
import { climbCancelLadder } from '../../../src/main/cancellation/cancel-ladder';
import { settled } from '../../fakes/fake-workers';
import { ManualClock } from '../operations/manual-clock';

let clock: ManualClock;
let rungs: string[];
let end: () => void;
const work = () => ({
  cancel: (reason: string) => rungs.push(`cancel ${reason}`),
  terminate: () => rungs.push('terminate'),
  kill: () => rungs.push('kill'),
  ended: new Promise<void>((resolve) => {
    end = resolve;
  }),
});
const climb = (graceMs: number) => climbCancelLadder(work(), 'user', { graceMs, clock });

beforeEach(() => {
  clock = new ManualClock();
  rungs = [];
});

describe('the cancel ladder', () => {
  test('asks first, and leaves it at that when the work stops by itself', async () => {
    climb(5_000);
    expect(rungs).toEqual(['cancel user']);
    clock.advance(4_999);
    end();
    await settled();
    clock.advance(60_000);
    expect(rungs).toEqual(['cancel user']);
  });

  test('ends the thread after the grace and the process half a second later', () => {
    const { forceAt } = climb(5_000);
    expect(forceAt).toBe(clock.now() + 5_000);
    clock.advance(4_999);
    expect(rungs).toEqual(['cancel user']);
    clock.advance(1);
    expect(rungs).toEqual(['cancel user', 'terminate']);
    clock.advance(499);
    expect(rungs).toEqual(['cancel user', 'terminate']);
    clock.advance(1);
    expect(rungs).toEqual(['cancel user', 'terminate', 'kill']);
  });

  test('does not kill a worker whose thread ended in time', async () => {
    climb(5_000);
    clock.advance(5_000);
    end();
    await settled();
    clock.advance(60_000);
    expect(rungs).toEqual(['cancel user', 'terminate']);
  });

  test('skips the rest of the grace when it is told to, once', () => {
    const ladder = climb(60_000);
    ladder.forceNow();
    ladder.forceNow();
    expect(rungs).toEqual(['cancel user', 'terminate']);
    clock.advance(500);
    expect(rungs).toEqual(['cancel user', 'terminate', 'kill']);
    clock.advance(120_000);
    expect(rungs).toHaveLength(3);
  });

  test('forcing work that has ended does nothing', async () => {
    const ladder = climb(60_000);
    end();
    await settled();
    ladder.forceNow();
    expect(rungs).toEqual(['cancel user']);
  });
});

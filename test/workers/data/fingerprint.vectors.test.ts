import { expect, test } from 'vitest';
import { abortableSleep } from '../../../src/workers/data/abortable-sleep';
import { fingerprintOf } from '../../../src/workers/data/fingerprint';
import { SyntheticProvider } from '../../../src/workers/data/providers/synthetic-provider';
import { walkingBars } from './bar-samples';

const DAY = 86_400_000;
const MONDAY = Date.UTC(2020, 0, 6);

// The expected value was computed in Python with hashlib and struct from the documented form.
test('the fingerprint is the documented one and stays the same for ever', () => {
  const bars = walkingBars(3);
  bars.open.set([1, 2, 3]);
  bars.high.set([2, 3, 4]);
  bars.low.set([0.5, 1.5, 2.5]);
  bars.close.set([1.25, 2.25, 3.25]);
  bars.volume.set([0, 10, 1e9]);
  expect(fingerprintOf(bars, 'EURUSD', '1h', () => {})).toBe(
    '0352a8e6b4cb96fa9a04cf04e2939c3189cd408c148a6f765b03587ec5f31c26',
  );
});

test('the made-up bars of a seed and symbol are the same for ever, on every runtime', async () => {
  const options = { seed: 7, delayMs: 0, gapShare: 0, failingAttempts: [] };
  const provider = new SyntheticProvider(options, abortableSleep);
  const bars = await provider.fetch('DEMO', '1h', MONDAY, MONDAY + 14 * DAY, new AbortController().signal);
  expect(fingerprintOf(bars, 'DEMO', '1h', () => {})).toBe(
    '19cabdee746342a3a3eef60e59b1cde9844f5edabbcd9c411f15b35c88691c02',
  );
});

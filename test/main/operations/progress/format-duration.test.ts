import { expect, it } from 'vitest';
import { formatDuration } from '../../../../src/main/operations/progress/format-duration';

it.each([
  [0, '0s'],
  [30, '30s'],
  [59.9, '59s'],
  [60, '1m'],
  [90, '1m 30s'],
  [120, '2m'],
  [3_599, '59m 59s'],
  [3_600, '1h'],
  [3_750, '1h 2m'],
  [7_200, '2h'],
  [-5, '0s'],
])('%d seconds read as %s', (seconds, text) => {
  expect(formatDuration(seconds * 1_000)).toBe(text);
});

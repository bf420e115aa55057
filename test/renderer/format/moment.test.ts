import { describe, expect, it } from 'vitest';
import { absoluteTime, barRange, barTime, relativeTime } from '../../../src/renderer/format/moment';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
/** A moment of the person's own clock, whatever the zone the tests run in. */
const at = (year: number, month: number, day: number, hour = 12, minute = 0): Date =>
  new Date(year, month - 1, day, hour, minute);
const now = at(2026, 11, 23, 18, 30).getTime();

describe('relativeTime', () => {
  it.each([
    [at(2026, 11, 23, 18, 30), 'just now'],
    [at(2026, 11, 23, 18, 27), '3 min ago'],
    [at(2026, 11, 23, 16, 30), '2 h ago'],
    [at(2026, 11, 23, 9, 5), 'today 09:05'],
    [at(2026, 11, 22, 23, 59), 'yesterday'],
    [at(2026, 11, 18, 14, 5), 'Wed 14:05'],
    [at(2026, 11, 2), '2 Nov'],
    [at(2025, 3, 9), '9 Mar 2025'],
  ])('says %s as %s', (then, text) => expect(plain(relativeTime(then.toISOString(), now))).toBe(text));

  it('calls a moment slightly ahead of the clock now', () => {
    expect(relativeTime(new Date(now + 5_000).toISOString(), now)).toBe('just now');
  });
});

describe('moments', () => {
  it('names a moment in full in the zone of the person', () => {
    expect(absoluteTime(at(2026, 11, 23, 19, 26).toISOString())).toMatch(/^Mon 23 Nov 2026, 19:26:00 \S+$/);
  });

  it('shows bar times in UTC and the time of day only where there is one', () => {
    expect(barTime(Date.UTC(2000, 0, 3))).toBe('2000-01-03');
    expect(barTime('2000-01-03T14:30:00.000Z')).toBe('2000-01-03 14:30');
    expect(barRange('2000-01-03T00:00:00.000Z', '2020-04-17T00:00:00.000Z')).toBe('2000-01-03 – 2020-04-17');
  });
});

const SPACE = '\u00a0';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

const two = (value: number): string => String(value).padStart(2, '0');

/** Midnight at the start of the person's day. */
export const startOfDay = (date: Date): Date => new Date(date.getFullYear(), date.getMonth(), date.getDate());

const clock = (date: Date): string => `${two(date.getHours())}:${two(date.getMinutes())}`;

/** When something happened, for lists: `just now`, `3 min ago`, `14:05`, `yesterday`, `14 Nov`. */
export function relativeTime(iso: string, now: number): string {
  const then = new Date(iso);
  const ago = now - then.getTime();
  if (ago < 45_000) return 'just now';
  if (ago < 50 * MINUTE) return `${Math.max(1, Math.round(ago / MINUTE))}${SPACE}min ago`;
  const days = Math.round((startOfDay(new Date(now)).getTime() - startOfDay(then).getTime()) / (24 * HOUR));
  if (days <= 0)
    return ago < 5.5 * HOUR ? `${Math.max(1, Math.round(ago / HOUR))}${SPACE}h ago` : `today ${clock(then)}`;
  if (days === 1) return 'yesterday';
  if (days < 7) return `${DAYS[then.getDay()] ?? ''} ${clock(then)}`;
  const day = `${then.getDate()}${SPACE}${MONTHS[then.getMonth()] ?? ''}`;
  return then.getFullYear() === new Date(now).getFullYear() ? day : `${day}${SPACE}${then.getFullYear()}`;
}

/** The moment itself, in the person's zone: `Mon 23 Nov 2026, 19:26:05 GMT+1`. */
export function absoluteTime(iso: string): string {
  const date = new Date(iso);
  const zone = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
    .formatToParts(date)
    .find((part) => part.type === 'timeZoneName');
  const day = `${DAYS[date.getDay()] ?? ''} ${date.getDate()} ${MONTHS[date.getMonth()] ?? ''} ${date.getFullYear()}`;
  return `${day}, ${clock(date)}:${two(date.getSeconds())}${zone ? ` ${zone.value}` : ''}`;
}

/** A bar's time: market data lives in UTC; the time of day is left out where it is midnight. */
export function barTime(time: number | string): string {
  const iso = new Date(time).toISOString();
  return iso.slice(11, 16) === '00:00' ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}

/** `2000-01-03 – 2020-04-17` */
export const barRange = (start: number | string, end: number | string): string => `${barTime(start)} – ${barTime(end)}`;

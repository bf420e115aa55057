import type { Settings } from '../../contract/settings';
import { count, countOf } from '../format/figure';

export const APPEARANCE_WORDS: Readonly<Record<Settings['appearance'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

export const CLOSING_WORDS: Readonly<Record<Settings['onCloseWhileRunning'], string>> = {
  ask: 'Ask each time',
  keep_running: 'Keep running without a window',
  stop_and_quit: 'Pause everything and quit',
};

/** How long finished operations are kept, in a few words. */
export function retentionWords({ operations, days }: Settings['retention']): string {
  const limits = [
    operations === null ? null : `the newest ${count(operations)}`,
    days === null ? null : `${countOf(days, 'day')} long`,
  ].filter((one) => one !== null);
  return limits.length === 0 ? 'Everything is kept' : `Kept: ${limits.join(', ')}`;
}

import type { Settings } from '../../contract/settings';

export const APPEARANCE_WORDS: Readonly<Record<Settings['appearance'], string>> = {
  system: 'As the system',
  light: 'Light',
  dark: 'Dark',
};

export const CLOSING_WORDS: Readonly<Record<Settings['onCloseWhileRunning'], string>> = {
  ask: 'Ask each time',
  keep_running: 'Keep running without a window',
  stop_and_quit: 'Stop everything and quit',
};

import type { KeyboardEvent } from 'react';

/** What the keys of a list of operations do. */
export interface GridKeys {
  readonly page: number;
  /** Where the open row stands; -1 before the first. */
  readonly cursor: number;
  readonly total: number;
  readonly moveTo: (place: number) => void;
  readonly fold: (isUnfolded: boolean) => void;
  readonly act: (key: string) => boolean;
  readonly toggle: () => void;
  readonly selectAll: () => void;
  readonly deleteSelected: () => boolean;
  readonly focusDetail: () => void;
  readonly clear: () => boolean;
}

/** True when the key meant something to the grid. */
export function handleGridKey(event: KeyboardEvent, keys: GridKeys): boolean {
  const at = keys.cursor;
  if (event.altKey) return keys.act(`alt+${event.key.toLowerCase()}`);
  if (event.ctrlKey || event.metaKey) {
    if (event.key.toLowerCase() !== 'a') return false;
    keys.selectAll();
    return true;
  }
  const moves: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: Math.max(0, at - 1),
    PageDown: at + keys.page,
    PageUp: Math.max(0, at - keys.page),
    Home: 0,
    End: keys.total - 1,
  };
  const move = moves[event.key];
  if (move !== undefined) {
    keys.moveTo(Math.max(0, Math.min(keys.total - 1, move)));
    return true;
  }
  switch (event.key) {
    case 'ArrowRight':
      keys.fold(true);
      return true;
    case 'ArrowLeft':
      keys.fold(false);
      return true;
    case 'Enter':
      keys.focusDetail();
      return true;
    case ' ':
      keys.toggle();
      return true;
    case 'Escape':
      return keys.clear();
    case 'Delete':
      return keys.deleteSelected() || keys.act('delete');
    default:
      return keys.act(event.key.toLowerCase());
  }
}

import type { UtilityProcess } from 'electron';

/** Electron's own `kill` sends SIGTERM, which our processes ignore, and does nothing before the process was spawned. */
export function killHard(child: UtilityProcess): void {
  if (child.pid === undefined) {
    child.once('spawn', () => killHard(child));
    return;
  }
  try {
    process.kill(child.pid, 'SIGKILL');
  } catch {
    // Gone between its end and the event that tells of it.
  }
}

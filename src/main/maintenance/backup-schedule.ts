const DAY_MS = 86_400_000;

/**
 * Whether a day has passed since the newest backup. One from the future was made before the clock was set back; how old
 * it is nobody knows, and the next one, newer by its number, has a date that can be reckoned with again.
 */
export function isBackupDue(newest: { readonly createdAt: string } | null, now: number): boolean {
  if (newest === null) return true;
  const age = now - Date.parse(newest.createdAt);
  return age < 0 || age >= DAY_MS;
}

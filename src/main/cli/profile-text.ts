import type { HashComparison } from '../../contract/hash-comparison';
import type { Backup, ProfileReport } from '../../contract/profile-care';
import type { WorkersSnapshot } from '../../contract/workers';
import { bytesText, table } from './figure-text';

/** How what is not about one operation reads in a terminal. */

export function profileLines({ ok, problems, operations, files, backupAt }: ProfileReport): string[] {
  const looked = `Looked at: operations ${operations}, files ${files}.`;
  const backup = backupAt === null ? 'There is no backup yet.' : `The newest backup is of ${backupAt}.`;
  const found = problems.map(({ where, message }) => `  ${where}: ${message}`);
  const verdict = ok ? 'The profile is in order.' : 'The profile is not in order:';
  return [verdict, ...found, looked, backup];
}

export const backupLine = ({ name, bytes, verified }: Backup): string =>
  verified
    ? `Backup ${name}, ${bytesText(bytes)}, was read back and is whole.`
    : `Backup ${name} was written but could not be read back whole. Do not rely on it.`;

export function workerLines({ workers, slots, queued, stopped }: WorkersSnapshot): string[] {
  const rows = workers.map(({ workerId, kind, state, operationId, memoryBytes }) => [
    workerId,
    kind,
    state,
    operationId ?? '',
    memoryBytes === null ? '' : bytesText(memoryBytes),
  ]);
  const list =
    rows.length === 0 ? ['No worker runs.'] : table(['Worker', 'Kind', 'State', 'Operation', 'Memory'], rows);
  const places = Object.entries(slots).map(([kind, count]) => {
    const waiting = queued[kind as keyof typeof queued];
    return `${kind} ${count}${waiting > 0 ? ` (${waiting} waiting)` : ''}`;
  });
  return [
    ...list,
    `Slots: ${places.join(', ')}`,
    ...stopped.map(({ kind, since, why }) => `Workers for ${kind} are not started any more since ${since}: ${why}`),
  ];
}

export function comparisonLines({ same, hashes, why }: HashComparison): string[] {
  const lines = Object.entries(hashes).map(([name, { was, is }]) =>
    was === is ? `  ${name}  ${is}` : `  ${name}  was ${was}\n  ${' '.repeat(name.length)}  is  ${is}`,
  );
  return [same ? 'The same came out.' : 'Something else came out.', ...lines, ...(why === null ? [] : [`  ${why}`])];
}

import type { Storage } from '../storage/storage';

/**
 * Gives up the dataset versions nobody can ask for any more: superseded by a newer one of the same symbol and
 * timeframe, pinned by no operation, and made by none that is still in the history. Their files are marked for
 * deletion together with those of deleted operations. Returns how many versions went.
 */
export function dropUnusedVersions(storage: Storage, at: string): number {
  const unused = storage.statement<{ fingerprint: string; symbol: string; timeframe: string; path: string }>(
    'unused dataset versions',
    `SELECT fingerprint, symbol, timeframe, path FROM datasets AS d
     WHERE EXISTS (SELECT 1 FROM datasets WHERE symbol = d.symbol AND timeframe = d.timeframe
         AND (imported_at, fingerprint) > (d.imported_at, d.fingerprint))
       AND NOT EXISTS (SELECT 1 FROM artifacts WHERE path = d.path)
       AND NOT EXISTS (SELECT 1 FROM operation_datasets WHERE fingerprint = d.fingerprint)`,
  );
  const remove = storage.statement(
    'drop dataset version',
    'DELETE FROM datasets WHERE fingerprint = :fingerprint AND symbol = :symbol AND timeframe = :timeframe',
  );
  const discard = storage.statement(
    'discard dataset file',
    `INSERT INTO discarded_files (path, discarded_at) VALUES (:path, :at) ON CONFLICT DO NOTHING`,
  );
  return storage.inFullSync('drop unused dataset versions', () => {
    const versions = unused.all();
    for (const { fingerprint, symbol, timeframe, path } of versions) {
      remove.run({ fingerprint, symbol, timeframe });
      discard.run({ path, at });
    }
    return versions.length;
  });
}

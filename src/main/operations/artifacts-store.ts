import type { Dataset } from '../../contract/market-data';
import type { Artifact } from '../../contract/worker-protocol';
import type { Statement, Storage } from '../storage/storage';

/**
 * Pointers to the files that operations made. Written after the file, in the transaction that completes them; callers
 * give and get absolute paths.
 */
export class ArtifactsStore {
  readonly #insert: Statement<never>;
  readonly #keepFile: Statement<never>;
  readonly #read: Statement<Artifact>;
  readonly #insertDataset: Statement<never>;

  constructor(private readonly storage: Storage) {
    this.#insert = storage.statement(
      'store artifact',
      `INSERT INTO artifacts (operation_id, role, path, sha256, bytes) VALUES (:id, :role, :path, :sha256, :bytes)
       ON CONFLICT (operation_id, role) DO UPDATE SET path = excluded.path, sha256 = excluded.sha256, bytes = excluded.bytes`,
    );
    this.#keepFile = storage.statement('keep file', 'DELETE FROM discarded_files WHERE path = :path');
    this.#read = storage.statement(
      'read artifacts',
      'SELECT role, path, sha256, bytes FROM artifacts WHERE operation_id = :id ORDER BY role',
    );
    this.#insertDataset = storage.statement(
      'store dataset',
      `INSERT INTO datasets (fingerprint, symbol, timeframe, bars, start_time, end_time, imported_at, source, path)
       VALUES (:fingerprint, :symbol, :timeframe, :bars, :start, :end, :importedAt, :source, :path)
       ON CONFLICT DO UPDATE SET imported_at = excluded.imported_at, source = excluded.source, path = excluded.path`,
    );
  }

  insert(id: string, artifacts: readonly Artifact[]): void {
    for (const artifact of artifacts) {
      const path = this.storage.paths.stored(artifact.path);
      this.#insert.run({ id, ...artifact, path });
      this.#keepFile.run({ path });
    }
  }

  read(id: string): Artifact[] {
    return this.#read.all({ id }).map((row) => ({ ...row, path: this.storage.paths.absolute(row.path) }));
  }

  /** A version that is imported again becomes the newest of its symbol and timeframe. */
  insertDataset(dataset: Dataset, path: string): void {
    this.#insertDataset.run({ ...dataset, path: this.storage.paths.stored(path) });
  }
}

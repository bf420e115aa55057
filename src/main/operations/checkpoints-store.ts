import type { Checkpoint } from '../../contract/checkpoints';
import type { Statement, Storage } from '../storage/storage';

/** A stored checkpoint and the file that holds it. */
export interface CheckpointFile {
  readonly checkpoint: Checkpoint;
  /** Absolute. */
  readonly path: string;
  readonly sha256: string;
  /** Seq of the metric row that comes next after it. */
  readonly nextMetricSeq: number;
}

/** So many of an operation's checkpoints are kept, the newest ones. */
const KEPT = 2;

type CheckpointRow = Checkpoint & Omit<CheckpointFile, 'checkpoint'>;

/**
 * Pointers to checkpoint files. Their bytes name their operation, so that a file belongs to one operation only and can
 * go while others run. Callers give and get absolute paths.
 */
export class CheckpointsStore {
  readonly #insert: Statement<never>;
  readonly #next: Statement<{ next: number }>;
  readonly #keepFile: Statement<never>;
  readonly #discardOlder: Statement<never>;
  readonly #dropOlder: Statement<never>;
  readonly #read: Statement<CheckpointRow>;
  readonly #ownerless: Statement<{ path: string }>;

  constructor(private readonly storage: Storage) {
    const older = `operation_id = :id AND number <= :last`;
    this.#insert = storage.statement(
      'store checkpoint',
      `INSERT INTO checkpoints (operation_id, number, attempt, cause, created_at, units, next_metric_seq, percentage,
         path, sha256, bytes)
       VALUES (:id, :number, :attempt, :cause, :createdAt, :units, :nextMetricSeq, :percentage, :path, :sha256, :bytes)`,
    );
    // Above every number an attempt went on from, too: a number never means two checkpoints.
    this.#next = storage.statement(
      'next checkpoint',
      `SELECT 1 + max(coalesce((SELECT max(number) FROM checkpoints WHERE operation_id = :id), 0),
         coalesce((SELECT max(from_checkpoint) FROM attempts WHERE operation_id = :id), 0)) AS next`,
    );
    this.#keepFile = storage.statement('keep checkpoint file', 'DELETE FROM discarded_files WHERE path = :path');
    this.#discardOlder = storage.statement(
      'discard checkpoint files',
      `INSERT INTO discarded_files (path, discarded_at, at_once)
       SELECT DISTINCT path, :at, 1 FROM checkpoints AS gone WHERE ${older}
         AND NOT EXISTS (SELECT 1 FROM checkpoints WHERE path = gone.path
           AND (operation_id <> :id OR number > :last))
       ON CONFLICT DO NOTHING`,
    );
    this.#dropOlder = storage.statement('drop checkpoints', `DELETE FROM checkpoints WHERE ${older}`);
    this.#read = storage.statement(
      'read checkpoints',
      `SELECT number, attempt, cause, created_at AS createdAt, units, percentage, bytes, path, sha256,
         next_metric_seq AS nextMetricSeq
       FROM checkpoints WHERE operation_id = :id ORDER BY number DESC`,
    );
    this.#ownerless = storage.statement(
      'ownerless checkpoint files',
      `SELECT value AS path FROM json_each(:paths)
       WHERE NOT EXISTS (SELECT 1 FROM checkpoints WHERE checkpoints.path = value)`,
    );
  }

  /** Stores the newest and lets go of all but the newest two; within a transaction. */
  add(id: string, file: Omit<CheckpointRow, 'number'>, at: string): Checkpoint {
    const number = this.#next.get({ id })?.next ?? 1;
    const path = this.storage.paths.stored(file.path);
    this.#insert.run({ id, ...file, number, path });
    this.#keepFile.run({ path });
    this.#dropUpTo(id, number - KEPT, at);
    const { attempt, cause, createdAt, units, percentage, bytes } = file;
    return { number, attempt, cause, createdAt, units, percentage, bytes };
  }

  /** Lets go of all of an operation's checkpoints; within a transaction. */
  dropAll(id: string, at: string): void {
    this.#dropUpTo(id, Number.MAX_SAFE_INTEGER, at);
  }

  /** Newest first. */
  read(id: string): CheckpointFile[] {
    return this.#read.all({ id }).map(({ path, sha256, nextMetricSeq, ...checkpoint }) => ({
      checkpoint,
      path: this.storage.paths.absolute(path),
      sha256,
      nextMetricSeq,
    }));
  }

  /** Those of the given absolute paths that no operation points to. */
  ownerless(paths: readonly string[]): string[] {
    const stored = new Map(paths.map((path) => [this.storage.paths.stored(path), path]));
    const found = this.#ownerless.all({ paths: JSON.stringify([...stored.keys()]) });
    return found.flatMap(({ path }) => stored.get(path) ?? []);
  }

  #dropUpTo(id: string, last: number, at: string): void {
    this.#discardOlder.run({ id, last, at });
    this.#dropOlder.run({ id, last });
  }
}

import type { StrategySource } from '../../contract/requests';
import type { Statement, Storage } from '../storage/storage';
import { strategyHashOf } from './request-column';

/** Strategy texts as they stood when operations were asked for, each once, never changed. */
export class StrategySnapshots {
  readonly #insert: Statement<never>;
  readonly #read: Statement<StrategySource>;

  constructor(storage: Storage) {
    this.#insert = storage.statement(
      'keep strategy',
      `INSERT INTO strategies (hash, file_name, text, created_at) VALUES (:hash, :fileName, :text, :at)
       ON CONFLICT DO NOTHING`,
    );
    this.#read = storage.statement(
      'read strategy',
      'SELECT file_name AS fileName, text FROM strategies WHERE hash = :hash',
    );
  }

  /** Returns the snapshot's hash. The same text under another name keeps its first name. */
  keep(source: StrategySource, at: string): string {
    const hash = strategyHashOf(source.text);
    this.#insert.run({ hash, fileName: source.fileName, text: source.text, at });
    return hash;
  }

  read(hash: string): StrategySource | null {
    return this.#read.get({ hash }) ?? null;
  }
}

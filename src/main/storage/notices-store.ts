import { randomUUID } from 'node:crypto';
import type { ProfileNotice } from '../../contract/profile-care';
import type { Statement, Storage } from './storage';

/** What the person must know about the profile. A dismissed notice stays as a record of what happened. */
export class NoticesStore {
  readonly #add: Statement<never>;
  readonly #dismiss: Statement<never>;
  readonly #dismissKind: Statement<never>;
  readonly #list: Statement<ProfileNotice>;
  readonly #lastRestored: Statement<{ at: string | null }>;

  constructor(private readonly storage: Storage) {
    this.#add = storage.statement(
      'add notice',
      'INSERT INTO notices (id, kind, at, message) VALUES (:id, :kind, :at, :message)',
    );
    this.#dismiss = storage.statement(
      'dismiss notice',
      'UPDATE notices SET dismissed_at = :at WHERE id = :id AND dismissed_at IS NULL',
    );
    this.#dismissKind = storage.statement(
      'dismiss notices of a kind',
      'UPDATE notices SET dismissed_at = :at WHERE kind = :kind AND dismissed_at IS NULL',
    );
    this.#list = storage.statement(
      'list notices',
      'SELECT id, kind, at, message FROM notices WHERE dismissed_at IS NULL ORDER BY at DESC, id',
    );
    this.#lastRestored = storage.statement(
      'last restored',
      "SELECT max(at) AS at FROM notices WHERE kind = 'restored_from_backup'",
    );
  }

  add(kind: ProfileNotice['kind'], at: string, message: string): void {
    const id = randomUUID();
    this.storage.inFullSync('add notice', () => this.#add.run({ id, kind, at, message }));
  }

  /** True when it was there to be dismissed. */
  dismiss(id: string, at: string): boolean {
    return this.storage.inFullSync('dismiss notice', () => this.#dismiss.run({ id, at })) > 0;
  }

  /** For notices that are no longer true. Returns how many went. */
  dismissKind(kind: ProfileNotice['kind'], at: string): number {
    return this.storage.inFullSync('dismiss notices', () => this.#dismissKind.run({ kind, at }));
  }

  /** Those not dismissed, newest first. */
  list(): ProfileNotice[] {
    return this.#list.all();
  }

  /** When the database was last restored from a backup, also when that was dismissed; null: never. */
  lastRestored(): string | null {
    return this.#lastRestored.get()?.at ?? null;
  }
}

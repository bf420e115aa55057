import { randomUUID } from 'node:crypto';
import type { ProfileNotice } from '../../contract/profile-care';
import { type Clock, isoNow } from '../clock';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { NoticesStore } from '../storage/notices-store';

/** What the person should know about the profile. What a damaged or full disk will not take is kept until the app ends. */
export class ProfileNotices {
  #unstored: ProfileNotice[] = [];
  readonly #listeners = new Set<() => void>();

  constructor(
    private readonly store: NoticesStore,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** Newest first. */
  list(): readonly ProfileNotice[] {
    return [...this.#unstored, ...this.#tried(() => this.store.list(), [])];
  }

  /** Takes the place of an earlier one of its kind: the same thing said ten times is not ten things. */
  tell(kind: ProfileNotice['kind'], message: string): void {
    const at = isoNow(this.clock);
    this.log.warn(`notice ${kind}: ${message}`);
    this.#unstored = this.#unstored.filter((notice) => notice.kind !== kind);
    const isStored = this.#tried(() => {
      this.store.dismissKind(kind, at);
      this.store.add(kind, at, message);
      return true;
    }, false);
    if (!isStored) this.#unstored.unshift({ id: randomUUID(), kind, at, message });
    this.#changed();
  }

  dismiss(id: string): void {
    const left = this.#unstored.filter((notice) => notice.id !== id);
    const wasUnstored = left.length < this.#unstored.length;
    this.#unstored = left;
    if (this.store.dismiss(id, isoNow(this.clock)) || wasUnstored) this.#changed();
  }

  /** For what is no longer so. */
  withdraw(kind: ProfileNotice['kind']): void {
    const before = this.list().length;
    this.#unstored = this.#unstored.filter((notice) => notice.kind !== kind);
    this.#tried(() => this.store.dismissKind(kind, isoNow(this.clock)), 0);
    if (this.list().length !== before) this.#changed();
  }

  onChange(listener: () => void): Dispose {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  #tried<T>(work: () => T, otherwise: T): T {
    try {
      return work();
    } catch (error) {
      this.log.error('the notices in the database cannot be used', error);
      return otherwise;
    }
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

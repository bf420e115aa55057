import type { Dispose } from './disposable';

/** Everyone who wants to be told one thing. */
export class Listeners<T> {
  readonly #all = new Set<(told: T) => void>();

  add(listener: (told: T) => void): Dispose {
    this.#all.add(listener);
    return () => this.#all.delete(listener);
  }

  /** In the order in which they came; whoever comes or goes meanwhile changes nothing about this time. */
  tell(told: T): void {
    for (const listener of [...this.#all]) listener(told);
  }
}

import type { Dispose } from '../disposable';

export interface KeepAwakeParts {
  /** Keeps the computer from falling asleep until it is let go. */
  readonly hold: () => Dispose;
  /** Whether something runs and the person wants the computer to stay awake for it. */
  readonly isWanted: () => boolean;
}

/** Keeps the computer awake for exactly as long as that is wanted. */
export class KeepAwake {
  readonly #parts: KeepAwakeParts;
  #letGo: Dispose | null = null;

  constructor(parts: KeepAwakeParts) {
    this.#parts = parts;
  }

  get isHolding(): boolean {
    return this.#letGo !== null;
  }

  /** To be called whenever the answer of `isWanted` may have changed. */
  check(): void {
    if (this.#parts.isWanted()) this.#letGo ??= this.#parts.hold();
    else this.dispose();
  }

  dispose(): void {
    this.#letGo?.();
    this.#letGo = null;
  }
}

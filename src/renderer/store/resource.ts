import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Failure, Outcome } from '../../contract/failure';

export interface ResourceState<T> {
  /** Null until it was read once; stays while it is read again. */
  readonly value: T | null;
  readonly failure: Failure | null;
  readonly isLoading: boolean;
}

/** Something main has and the window shows as a whole: read on demand, read again when told, the newest answer wins. */
export class Resource<T> {
  readonly store: StoreApi<ResourceState<T>> = createStore(() => ({ value: null, failure: null, isLoading: false }));
  #asked = 0;

  constructor(private readonly read: () => Promise<Outcome<T>>) {}

  /** Reads it unless it is there or on its way. */
  need(): void {
    const { value, isLoading } = this.store.getState();
    if (value === null && !isLoading) void this.reload();
  }

  async reload(): Promise<void> {
    this.#asked += 1;
    const mine = this.#asked;
    this.store.setState({ isLoading: true });
    const answer = await this.read();
    if (mine !== this.#asked) return;
    if (answer.ok) this.store.setState({ value: answer.value, failure: null, isLoading: false });
    else this.store.setState({ failure: answer.failure, isLoading: false });
  }

  /** Takes a value main sent unasked. */
  set(value: T): void {
    this.#asked += 1;
    this.store.setState({ value, failure: null, isLoading: false });
  }
}

import type { OperationId } from '../../contract/identifiers';
import type { Dispose } from '../disposable';

/** What happened to an operation; read the rest from the service when you get to it. */
export type OperationChange =
  /** Created, moved on, asked to stop, made progress, warned, queued elsewhere, or back from deletion. */
  | { readonly kind: 'changed'; readonly operationId: OperationId }
  | { readonly kind: 'removed'; readonly operationId: OperationId }
  /** Rows `firstSeq` to `firstSeq + count - 1` are stored now. */
  | {
      readonly kind: 'metrics';
      readonly operationId: OperationId;
      readonly firstSeq: number;
      readonly count: number;
    }
  /** An import made a dataset version, or made one the newest again. */
  | { readonly kind: 'dataset'; readonly operationId: OperationId };

export type ChangeListener = (change: OperationChange) => void;

/** Tells listeners in the order they came. One that throws harms neither the others nor the store. */
export class OperationChanges {
  readonly #listeners = new Set<ChangeListener>();

  constructor(private readonly onListenerError: (error: unknown) => void) {}

  onChange(listener: ChangeListener): Dispose {
    const own: ChangeListener = (change) => listener(change);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }

  emit(change: OperationChange): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(change);
      } catch (error) {
        this.onListenerError(error);
      }
    }
  }
}

import type { OperationId } from '../../contract/identifiers';

/** A root that is folded open, and what stands below it. */
export interface OpenRoot {
  readonly place: number;
  readonly children: readonly OperationId[];
}

export type TreeRow =
  | { readonly level: 1; readonly place: number }
  | { readonly level: 2; readonly place: number; readonly id: OperationId; readonly index: number };

/**
 * The rows of a list whose roots are known by place only: any number of roots, a few of them open. A row's index
 * counts roots and the children in sight; finding one takes a walk over the open roots, never over the list.
 */
export class TreeRows {
  readonly #open: readonly OpenRoot[];

  constructor(
    private readonly roots: number,
    open: readonly OpenRoot[],
  ) {
    this.#open = open.filter(({ place }) => place < roots).sort((a, b) => a.place - b.place);
  }

  get count(): number {
    return this.#open.reduce((sum, { children }) => sum + children.length, this.roots);
  }

  at(index: number): TreeRow {
    let before = 0;
    for (const { place, children } of this.#open) {
      const root = place + before;
      if (index <= root) break;
      const child = children[index - root - 1];
      if (child !== undefined) return { level: 2, place, id: child, index: index - root - 1 };
      before += children.length;
    }
    return { level: 1, place: index - before };
  }

  indexOfRoot(place: number): number {
    return this.#open.reduce((sum, one) => (one.place < place ? sum + one.children.length : sum), place);
  }

  /** Index of a child in sight, or null. */
  indexOfChild(id: OperationId): number | null {
    for (const { place, children } of this.#open) {
      const at = children.indexOf(id);
      if (at >= 0) return this.indexOfRoot(place) + 1 + at;
    }
    return null;
  }
}

import type { LineCounter, Node } from 'yaml';
import type { Problem } from './problem';

/** Gathers every problem of one file, so that a person can mend them all at once. */
export class ProblemLog {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];
  /** Nodes that an override put in: they have no line. */
  private readonly overridden = new WeakMap<Node, string>();

  constructor(private readonly lines: LineCounter) {}

  error(path: string, at: Node | null, message: string, more: ProblemDetail = {}): void {
    this.errors.push(this.problem(path, at, message, more));
  }

  warn(path: string, at: Node | null, message: string, more: ProblemDetail = {}): void {
    this.warnings.push(this.problem(path, at, message, more));
  }

  /** For faults of the text itself, at a character offset. */
  errorAtOffset(offset: number, message: string, more: ProblemDetail = {}): void {
    const { line, col } = this.lines.linePos(offset);
    this.errors.push({ message, path: '', line, column: col, ...detail(more) });
  }

  /** Remembers that `node` comes from `override` (`key.path=value`), for messages. */
  markOverride(node: Node, override: string): void {
    this.overridden.set(node, override);
  }

  private problem(path: string, at: Node | null, message: string, more: ProblemDetail): Problem {
    const override = at === null ? undefined : this.overridden.get(at);
    const offset = at?.range?.[0];
    const place = offset === undefined ? null : this.lines.linePos(offset);
    return {
      message: override === undefined ? message : `${message} (set by "${override}")`,
      path,
      line: place?.line ?? null,
      column: place?.col ?? null,
      ...detail(more),
    };
  }
}

export interface ProblemDetail {
  readonly expected?: string | null;
  readonly suggestion?: string | null;
}

const detail = (more: ProblemDetail): { expected: string | null; suggestion: string | null } => ({
  expected: more.expected ?? null,
  suggestion: more.suggestion ?? null,
});

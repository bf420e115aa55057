/** One thing that is wrong with a strategy file, or worth knowing about it. */
export interface Problem {
  /** What is so, naming the key path; starts small or with a `quoted` name, has no full stop. */
  readonly message: string;
  /** Key path, e.g. `indicators.mom.period`; empty for the file as a whole. */
  readonly path: string;
  /** From 1; null where there is no place in the file, as for a missing key or an override. */
  readonly line: number | null;
  readonly column: number | null;
  /** What would be accepted, e.g. `a whole number from 1 to 10000`. */
  readonly expected: string | null;
  /** What to do, e.g. `did you mean "period"?`. */
  readonly suggestion: string | null;
}

/** The problem as one sentence without its place. */
export function problemSentence(problem: Problem): string {
  const parts = [problem.message];
  if (problem.expected !== null) parts.push(`expected ${problem.expected}`);
  if (problem.suggestion !== null) parts.push(problem.suggestion);
  const sentence = parts.join('; ');
  // A key path keeps its small letter.
  const start = /^[a-z]+ /.test(sentence) ? sentence.charAt(0).toUpperCase() : sentence.charAt(0);
  return `${start}${sentence.slice(1)}${/[.?!]$/.test(sentence) ? '' : '.'}`;
}

/** The problem as one sentence that starts with file, line and column. */
export function formatProblem(problem: Problem, fileName: string): string {
  const place = problem.line === null ? fileName : `${fileName}:${problem.line}:${problem.column ?? 1}`;
  return `${place}: ${problemSentence(problem)}`;
}

import type { Operation } from '../../contract/operation';

/** Heights in pixels; the style sheet of the rows agrees with them. */
export const foldedHeight = 58;
const PHASE_HEIGHT = 22;
const PHASES_PADDING = 12;

export const phasesOf = (operation: Operation) => ('progress' in operation ? operation.progress.phases : []);

export function unfoldedHeight(operation: Operation | null): number {
  const phases = operation === null ? 0 : phasesOf(operation).length;
  return phases === 0 ? foldedHeight : foldedHeight + PHASES_PADDING + phases * PHASE_HEIGHT;
}

import type { Operation } from '../../contract/operation';
import { countOf, figure } from '../format/figure';
import { runWords, subjectWords } from '../operations/operation-words';
import { summaryWords } from '../operations/summary-words';

/** The second line of a model in the list; its test accuracy stands at the right. */
export function modelSummary(operation: Operation, now: number): string {
  if (operation.status !== 'completed' || operation.result.type !== 'training') return summaryWords(operation, now);
  const { validationLoss, epochs, features } = operation.result;
  return [
    `val. loss ${figure(validationLoss)}`,
    countOf(epochs, 'epoch'),
    countOf(features.length, 'feature'),
    runWords(operation),
    subjectWords(operation),
  ]
    .filter(Boolean)
    .join(' · ');
}

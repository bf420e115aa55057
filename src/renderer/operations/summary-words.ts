import type { Operation } from '../../contract/operation';
import { progressPercent } from '../format/figure';
import { failureWords, keyFigures, subjectWords } from './operation-words';

/** The second line of a row, behind the word for its status. */
export function summaryWords(operation: Operation): string {
  const subject = subjectWords(operation);
  switch (operation.status) {
    case 'pending':
    case 'resuming':
      return subject;
    case 'running':
      return operation.progress.currentStep;
    case 'completed': {
      const [, ...others] = keyFigures(operation.result);
      return [subject, ...others.map(({ label, value }) => `${label} ${value}`)].filter(Boolean).join(' · ');
    }
    case 'failed':
      return `${failureWords(operation.failure.code)}: ${operation.failure.message}`;
    case 'cancelled':
      return [`at ${progressPercent(operation.progress.percentage)}`, operation.note ?? '', subject]
        .filter(Boolean)
        .join(' · ');
  }
}

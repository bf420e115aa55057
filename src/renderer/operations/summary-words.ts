import type { Operation } from '../../contract/operation';
import { progressPercent } from '../format/figure';
import { isPaused } from '../store/paused';
import { ageWords } from './checkpoint-words';
import { failureWords, keyFigures, runWords, subjectWords } from './operation-words';
import { stepWords } from './step-words';

/** The second line of a row, behind the word for its status. */
export function summaryWords(operation: Operation, now: number): string {
  const subject = [runWords(operation), subjectWords(operation)].filter(Boolean).join(' · ');
  switch (operation.status) {
    case 'pending':
    case 'resuming':
      return subject;
    case 'running':
      return [runWords(operation), stepWords(operation.progress.currentStep)].filter(Boolean).join(' · ');
    case 'completed': {
      const [, ...others] = keyFigures(operation.result);
      return [subject, ...others.map(({ label, value }) => `${label} ${value}`.trim())].filter(Boolean).join(' · ');
    }
    case 'failed':
      return [runWords(operation), `${failureWords(operation.failure.code)}: ${operation.failure.message}`]
        .filter(Boolean)
        .join(' · ');
    case 'cancelled':
      return [
        operation.reason === 'shutdown' ? 'by closing the app' : '',
        operation.forced ? 'stopped by force' : '',
        `at ${progressPercent(operation.progress.percentage)}`,
        isPaused(operation) && operation.checkpoint !== null ? ageWords(operation.checkpoint.createdAt, now) : '',
        operation.note ?? '',
        subject,
      ]
        .filter(Boolean)
        .join(' · ');
  }
}

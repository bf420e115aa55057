import type { Checkpoint } from '../../contract/checkpoints';
import type { Operation, OperationOf } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import { count, progressPercent } from '../format/figure';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SPACE = '\u00a0';

/** An age that is read, not watched: in steps of five seconds, a minute, an hour; never less than it is. */
export function calmAge(ms: number): string {
  if (ms <= 55_000) return `${Math.max(5, Math.ceil(ms / 5_000) * 5)}${SPACE}s`;
  if (ms <= 90 * MINUTE) return `${Math.ceil(ms / MINUTE)}${SPACE}min`;
  return ms <= 48 * HOUR ? `${Math.ceil(ms / HOUR)}${SPACE}h` : `${Math.ceil(ms / (24 * HOUR))}${SPACE}d`;
}

/** `checkpoint 3 min old` */
export const ageWords = (createdAt: string, now: number): string =>
  `checkpoint ${now - Date.parse(createdAt) < 5_000 ? 'just written' : `${calmAge(now - Date.parse(createdAt))} old`}`;

/** What would be lost if it stopped without warning: the time since the newest checkpoint, or since its start. */
export function lossWords(operation: OperationOf<'running'>, now: number): string {
  const since = Date.parse(operation.checkpoint?.createdAt ?? operation.startedAt);
  const from = operation.checkpoint === null ? ' It has written no checkpoint yet.' : '';
  return `If it stopped now, you would lose at most ${calmAge(now - since)}.${from}`;
}

/** What the units of a checkpoint count, by type. */
const UNITS: Readonly<Partial<Record<OperationType, string>>> = {
  training: 'epoch',
  backtesting: 'bar',
  dummy: 'step',
};

/** `epoch 31`, or a percentage where units say nothing. */
export function checkpointPlace(type: OperationType, checkpoint: Checkpoint): string {
  const unit = UNITS[type];
  return unit === undefined || checkpoint.units === 0
    ? progressPercent(checkpoint.percentage)
    : `${unit}\u00a0${count(checkpoint.units)}`;
}

/** Where resuming would go on, or null when it would begin at the start. */
export function resumePlace(operation: Operation): string | null {
  const checkpoint = 'checkpoint' in operation ? operation.checkpoint : null;
  return checkpoint === null ? null : checkpointPlace(operation.type, checkpoint);
}

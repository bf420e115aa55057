import type { Checkpoint } from '../../contract/checkpoints';
import type { Operation, OperationOf } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import { duration } from '../format/duration';
import { count, progressPercent } from '../format/figure';

/** Steps to which an age is rounded down, so that the words change seldom. */
const STEPS = [
  { below: 60_000, step: 5_000 },
  { below: 600_000, step: 30_000 },
  { below: Number.POSITIVE_INFINITY, step: 60_000 },
] as const;

/** An age that is read, not watched: in steps of five seconds, half a minute, a minute; never less than it is. */
export function calmAge(ms: number): string {
  const age = Math.max(0, ms);
  const { step } = STEPS.find(({ below }) => age < below) ?? STEPS[2];
  return duration(Math.max(step, Math.ceil(age / step) * step)).replace(/\u00a000\u00a0s$/, '');
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

import { ordinal } from '../format/figure';

/** `Queued, 1st` or `Waiting`. */
export const queueWords = (position: number | null): string =>
  position === null ? 'Waiting' : `Queued, ${ordinal(position)}`;

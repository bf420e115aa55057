import { Random } from '../../../src/engine/math/random';

export const JOBS = ['training', 'backtesting', 'research'] as const;
export type FaultJob = (typeof JOBS)[number];

/** What is done to the running operation. */
export const BLOWS = ['pause', 'cancel', 'end_thread', 'kill_worker', 'kill_app'] as const;
export type BlowKind = (typeof BLOWS)[number];

/** When it is done: at a random moment of the run, or as soon as the run is seen to be there. */
export const MOMENTS = ['any', 'start', 'load', 'run', 'checkpoint', 'finish', 'resume'] as const;
export type Moment = (typeof MOMENTS)[number];

export interface Blow {
  readonly kind: BlowKind;
  readonly moment: Moment;
  /** 0 to 1: how far into the moment. */
  readonly depth: number;
}

/** One round: a job, and what happens to it before it may run to its end. */
export interface FaultPlan {
  readonly round: number;
  readonly job: FaultJob;
  readonly blows: readonly Blow[];
}

/** The same seed and round give the same plan everywhere; jobs, blows and moments come about equally often. */
export function planOf(seed: number, round: number): FaultPlan {
  const random = Random.fromSeed(seed * 100_003 + round);
  const job = JOBS[round % JOBS.length] as FaultJob;
  const count = 1 + random.nextBelow(3);
  const blows = Array.from({ length: count }, (_, index) => blowOf(random, round + index, index > 0));
  return { round, job, blows };
}

function blowOf(random: Random, turn: number, isResumed: boolean): Blow {
  // A turn walks through all pairs of kinds and moments, so that a few rounds already cover much.
  const kind = BLOWS[turn % BLOWS.length] as BlowKind;
  const moments = isResumed ? MOMENTS : MOMENTS.filter((moment) => moment !== 'resume');
  const moment = moments[random.nextBelow(moments.length)] as Moment;
  return { kind, moment, depth: random.nextUniform() };
}

export const planInWords = ({ round, job, blows }: FaultPlan): string =>
  `round ${round}: ${job}, ${blows.map(({ kind, moment }) => `${kind.replace('_', ' ')} (${moment})`).join(', then ')}`;

import { JobCancelled, type JobControl } from '../../../src/engine/job-control';

export interface RecordingControl extends JobControl {
  /** Phases entered, in order. */
  readonly phases: number[];
  /** Every published pair of counters. */
  readonly updates: { phase: number; current: number; total: number }[];
  /** Times the token was looked at. */
  looks: number;
}

/** What a job is run with in a test; the token is raised at the `cancelAtLook`-th look, counted from 1. */
export function recordingControl(cancelAtLook = Number.POSITIVE_INFINITY): RecordingControl {
  const control: RecordingControl = {
    phases: [],
    updates: [],
    looks: 0,
    token: {
      get isCancelled() {
        control.looks += 1;
        return control.looks >= cancelAtLook;
      },
      throwIfCancelled() {
        if (this.isCancelled) throw new JobCancelled();
      },
    },
    bridge: {
      startPhase: (index) => void control.phases.push(index),
      update: (current, total) => void control.updates.push({ phase: control.phases.at(-1) ?? -1, current, total }),
      metric: () => {},
      now: () => 0,
    },
    checkpoint: { resumeFrom: null, isDue: () => false, save: () => {} },
  };
  return control;
}

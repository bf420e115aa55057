/**
 * One phase of a job and the part of the whole bar it fills: [`from`, `to`] in percent.
 * The list of a job's phases is contiguous from 0 to 100 and is known to worker, main and window alike.
 */
export interface PhaseDefinition {
  readonly id: string;
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** What the phase's counters count, for the person: `epoch` and `batch`, `bar`, `row`; null when it has no counters. */
  readonly unit: string | null;
  readonly innerUnit: string | null;
  /** A working job reports at least this often in it, in milliseconds; absent: every second. */
  readonly reportEveryMs?: number;
}

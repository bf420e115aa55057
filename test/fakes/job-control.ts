import { METRIC_KINDS, type MetricKind } from '../../src/contract/metric-kinds';
import {
  JobCancelled,
  type JobCheckpoint,
  type JobControl,
  type JobLeaving,
  type PhaseCounters,
  type Resumable,
} from '../../src/engine/job-control';

export interface RecordedUpdate extends PhaseCounters {
  readonly phase: number;
}

export interface RecordedMetric {
  readonly kind: MetricKind;
  readonly data: Readonly<Record<string, number>>;
  readonly durationMs: number;
}

/** A checkpoint that a fake control was given: a copy, as a file would hold it. */
export interface RecordedCheckpoint {
  readonly why: 'due' | JobLeaving;
  readonly units: number;
  readonly state: unknown;
  /** Metric rows that were written before it. */
  readonly metricRows: number;
}

export interface FakeJobControl extends JobControl {
  /** Phases in the order they were entered. */
  readonly phases: number[];
  readonly updates: RecordedUpdate[];
  readonly metrics: RecordedMetric[];
  /** In the order they were made; of a completed job none at its end. */
  readonly checkpoints: RecordedCheckpoint[];
  readonly warnings: string[];
  /** How often the token was looked at. */
  readonly looks: () => number;
}

export interface FakeJobOptions {
  /** Asked at each look at the token; true from then on means cancelled. */
  readonly cancelWhen?: (control: FakeJobControl) => boolean;
  /** Called with each update, for instance to run something in between. */
  readonly onUpdate?: (update: RecordedUpdate) => void;
  /** What the job goes on from. Absent: it starts at its beginning. */
  readonly resumeFrom?: unknown;
  /** Whether a checkpoint is due. Absent: never. */
  readonly dueWhen?: (units: number) => boolean;
  /** Called for each metric row before it is taken; may throw, as a full ring does when the job is cancelled. */
  readonly beforeMetric?: () => void;
}

/** A job's control in memory that remembers everything. Its clock ticks once per question. */
export function fakeJobControl(options: FakeJobOptions = {}): FakeJobControl {
  const phases: number[] = [];
  const updates: RecordedUpdate[] = [];
  const metrics: RecordedMetric[] = [];
  const checkpoints: RecordedCheckpoint[] = [];
  const warnings: string[] = [];
  const record = (why: RecordedCheckpoint['why'], work: Resumable): void => {
    const state = structuredClone(work.snapshot());
    checkpoints.push({ why, units: work.units, state, metricRows: metrics.length });
  };
  const checkpoint: JobCheckpoint = {
    resumeFrom: options.resumeFrom ?? null,
    isDue: (units) => options.dueWhen?.(units) ?? false,
    save: (work) => record('due', work),
    leave: (how, work) => {
      if (how !== 'completed') record(how, work);
    },
  };
  let looks = 0;
  let ticks = 0;
  let cancelled = false;
  const look = (): boolean => {
    looks++;
    cancelled ||= options.cancelWhen?.(control) ?? false;
    return cancelled;
  };
  const control: FakeJobControl = {
    phases,
    updates,
    metrics,
    checkpoints,
    warnings,
    warn: (sentence) => warnings.push(sentence),
    looks: () => looks,
    token: {
      get isCancelled() {
        return look();
      },
      throwIfCancelled() {
        if (look()) throw new JobCancelled();
      },
    },
    bridge: {
      startPhase(index) {
        if (index <= (phases.at(-1) ?? -1)) throw new Error(`phase ${index} cannot follow phase ${phases.at(-1)}`);
        phases.push(index);
      },
      update(current, total, innerCurrent = 0, innerTotal = 0) {
        const update = { phase: phases.at(-1)!, current, total, innerCurrent, innerTotal };
        updates.push(update);
        options.onUpdate?.(update);
      },
      metric(kind, values, durationMs) {
        const definition = METRIC_KINDS[kind]!;
        const fields: readonly string[] = definition.fields;
        if (values.length !== fields.length) throw new Error(`${definition.kind} with ${values.length} figures`);
        options.beforeMetric?.();
        metrics.push({
          kind: definition.kind,
          data: Object.fromEntries(fields.map((name, i) => [name, values[i]!])),
          durationMs,
        });
      },
      now: () => ticks++,
    },
    checkpoint,
  };
  return control;
}

/** The whole bar in percent after an update, as main computes it from the phases. */
export function percentageOf(update: RecordedUpdate, phases: readonly { from: number; to: number }[]): number {
  const { from, to } = phases[update.phase]!;
  const inner = update.innerTotal > 0 ? update.innerCurrent / update.innerTotal : 0;
  const share = update.total > 0 ? Math.min(1, (update.current + inner) / update.total) : 0;
  return from + (to - from) * share;
}

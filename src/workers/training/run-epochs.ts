import { metricKindIndex } from '../../contract/metric-kinds';
import { trainingPhaseIndex } from '../../contract/training-phases';
import type { JobBridge, JobControl, Resumable } from '../../engine/job-control';
import type { Trainer } from '../../engine/neural/trainer';
import type { TrainerState } from '../../engine/neural/trainer-state';

const EPOCH_METRIC = metricKindIndex('epoch');

/** What a training goes on from: at any border of two batches. */
export interface TrainingState {
  readonly trainer: TrainerState;
  /** Epochs that have a metric row: all that are done, or one less when the job ended while it waited for room. */
  readonly epochsTold: number;
}

/** A training that can be left between any two batches. Its units are epochs. */
export class TrainingWork implements Resumable {
  #epochsTold: number;
  readonly #figures = new Float64Array(6);

  constructor(
    readonly trainer: Trainer,
    epochsTold: number,
  ) {
    this.#epochsTold = epochsTold;
  }

  get units(): number {
    return this.trainer.epoch;
  }

  snapshot(): TrainingState {
    return { trainer: this.trainer.snapshot(), epochsTold: this.#epochsTold };
  }

  /** Writes the rows of the epochs that are done and have none. */
  tell(bridge: JobBridge, durationMs: number): void {
    while (this.#epochsTold < this.trainer.epoch) {
      const record = this.trainer.history[this.#epochsTold]!;
      const figures = this.#figures;
      figures[0] = record.epoch;
      figures[1] = record.trainLoss;
      figures[2] = record.trainAccuracy;
      figures[3] = record.validationLoss;
      figures[4] = record.validationAccuracy;
      figures[5] = record.learningRate;
      bridge.metric(EPOCH_METRIC, figures, durationMs);
      this.#epochsTold++;
    }
  }
}

/** Counters: epochs done of all, and within the epoch batches done of all. */
export function runEpochs(work: TrainingWork, epochs: number, { token, bridge, checkpoint }: JobControl): void {
  const { trainer } = work;
  const report = (): void => bridge.update(trainer.epoch, epochs, trainer.batch, trainer.batches);
  const look = (): void => {
    token.throwIfCancelled();
    report();
  };
  const saveIfDue = (): void => {
    if (checkpoint.isDue(trainer.epoch)) checkpoint.save(work);
  };
  bridge.startPhase(trainingPhaseIndex('epochs'));
  work.tell(bridge, 0);
  while (!trainer.isFinished) {
    const startedAt = bridge.now();
    report();
    trainer.beginEpoch(look);
    while (trainer.hasBatch) {
      trainer.runBatch(look);
      report();
      saveIfDue();
    }
    trainer.finishEpoch(look);
    work.tell(bridge, bridge.now() - startedAt);
    report();
    saveIfDue();
  }
}

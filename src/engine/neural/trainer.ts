import { JobInputError } from '../job-input-error';
import { Random, type RandomState } from '../math/random';
import type { TrainingSpec } from '../strategy/strategy';
import { Adam, clipGradient } from './adam';
import { classWeights } from './cross-entropy';
import { EarlyStopping } from './early-stopping';
import { evaluate } from './evaluation';
import { initialParameters } from './initial-parameters';
import { countClasses, type LabelledRows, type RowRange, rowCount } from './labelled-rows';
import { Network } from './network';
import { type NetworkShape, rowsPerLook } from './network-shape';
import type { EpochRecord, TrainerState } from './trainer-state';

export interface TrainerConfig {
  readonly shape: NetworkShape;
  readonly seed: number;
  readonly training: Pick<
    TrainingSpec,
    'epochs' | 'batchSize' | 'learningRate' | 'weightDecay' | 'gradientClip' | 'earlyStopping'
  >;
}

/** Called every few milliseconds of work; may throw to stop. */
export type Look = () => void;

/**
 * Trains a network by mini-batches, one call per batch, so that whoever drives it can report, stop and snapshot between
 * any two. Whatever a call throws, the trainer stands where it stood before that call. No allocation per batch.
 *
 * `beginEpoch`, then `runBatch` while `hasBatch`, then `finishEpoch`; until `isFinished`.
 */
export class Trainer {
  readonly network: Network;
  readonly batches: number;
  readonly classWeights: Float64Array;
  private readonly gradient: Float64Array;
  private readonly adam: Adam;
  private readonly random: Random;
  /** The generator at the last batch border. */
  private readonly batchRandom: Random;
  private readonly order: Int32Array;
  private readonly stopping: EarlyStopping;
  private epochRandom: RandomState | null = null;
  /** Whether `order` is that of the running epoch: not yet after a restore in the middle of one. */
  private isShuffled = false;
  private epochsDone = 0;
  private batchesDone = 0;
  private lossSum = 0;
  private weightSum = 0;
  private correct = 0;
  private bestEpoch = -1;
  private bestLoss = Number.POSITIVE_INFINITY;
  /** The best epoch's weights: a copy, never the live ones. */
  private readonly bestParameters: Float64Array;
  private stopped = false;
  private readonly records: EpochRecord[] = [];

  constructor(
    private readonly config: TrainerConfig,
    private readonly rows: LabelledRows,
    private readonly train: RowRange,
    private readonly validation: RowRange,
    resumeFrom: TrainerState | null = null,
  ) {
    this.random = Random.fromSeed(config.seed);
    this.batchRandom = Random.fromSeed(config.seed);
    this.network = new Network(config.shape, initialParameters(config.shape, this.random));
    const parameters = this.network.parameters.length;
    this.batches = Math.ceil(rowCount(train) / config.training.batchSize);
    this.classWeights = classWeights(countClasses(rows.labels, train));
    this.gradient = new Float64Array(parameters);
    this.adam = new Adam(config.training, parameters);
    this.order = new Int32Array(rowCount(train));
    this.stopping = new EarlyStopping(config.training.earlyStopping);
    this.bestParameters = new Float64Array(parameters);
    if (resumeFrom !== null) this.restore(resumeFrom);
  }

  /** Finished epochs. */
  get epoch(): number {
    return this.epochsDone;
  }

  /** Finished batches of the running epoch. */
  get batch(): number {
    return this.batchesDone;
  }

  get hasBatch(): boolean {
    return this.batchesDone < this.batches;
  }

  get isFinished(): boolean {
    return this.stopped || this.epochsDone >= this.config.training.epochs;
  }

  get stoppedEarly(): boolean {
    return this.stopped;
  }

  get history(): readonly EpochRecord[] {
    return this.records;
  }

  /** The record of the epoch with the lowest validation loss, the first among equals. */
  get best(): EpochRecord {
    return this.records[this.bestEpoch]!;
  }

  /** Puts the weights of the best epoch into the network. */
  restoreBest(): void {
    this.network.parameters.set(this.bestParameters);
  }

  /** Draws the order of the epoch's rows; the same one again when the trainer was restored in the middle of an epoch. */
  beginEpoch(look: Look): void {
    if (this.isShuffled) return;
    const before = this.random.getState();
    try {
      if (this.epochRandom !== null) this.random.setState(this.epochRandom);
      this.shuffle(look);
    } catch (thrown) {
      this.random.setState(before);
      throw thrown;
    }
    if (this.epochRandom === null) this.epochRandom = before;
    else this.random.setState(before);
    this.isShuffled = true;
  }

  /** Runs the next batch and takes one optimiser step. */
  runBatch(look: Look): void {
    this.batchRandom.copyFrom(this.random);
    try {
      this.accumulate(look);
    } catch (thrown) {
      this.random.copyFrom(this.batchRandom);
      throw thrown;
    }
  }

  /** Validates, keeps the weights when they are the best so far, and decides about stopping. */
  finishEpoch(look: Look): EpochRecord {
    const validation = evaluate(this.network, this.rows, this.validation, this.classWeights, look);
    this.assertFinite(validation.loss, 'validation loss');
    const record: EpochRecord = {
      epoch: this.epochsDone,
      trainLoss: this.lossSum / this.weightSum,
      trainAccuracy: this.correct / this.order.length,
      validationLoss: validation.loss,
      validationAccuracy: validation.accuracy,
      learningRate: this.config.training.learningRate,
    };
    if (record.validationLoss < this.bestLoss) {
      this.bestEpoch = record.epoch;
      this.bestLoss = record.validationLoss;
      this.bestParameters.set(this.network.parameters);
    }
    this.stopped = this.stopping.shouldStopAfter(record.validationLoss);
    this.records.push(record);
    this.epochsDone++;
    this.batchesDone = 0;
    this.epochRandom = null;
    this.isShuffled = false;
    this.lossSum = 0;
    this.weightSum = 0;
    this.correct = 0;
    return record;
  }

  /** A copy of the whole state; call it between any two calls, also after one that threw. */
  snapshot(): TrainerState {
    return {
      epoch: this.epochsDone,
      batch: this.batchesDone,
      parameters: this.network.parameters.slice(),
      optimizer: this.adam.snapshot(),
      random: this.random.getState(),
      epochRandom: this.epochRandom,
      lossSum: this.lossSum,
      weightSum: this.weightSum,
      correct: this.correct,
      best:
        this.bestEpoch < 0
          ? null
          : { epoch: this.bestEpoch, validationLoss: this.bestLoss, parameters: this.bestParameters.slice() },
      stopping: this.stopping.snapshot(),
      stoppedEarly: this.stopped,
      history: [...this.records],
    };
  }

  private restore(state: TrainerState): void {
    this.network.parameters.set(state.parameters);
    this.adam.restore(state.optimizer);
    this.random.setState(state.random);
    this.epochRandom = state.epochRandom;
    this.epochsDone = state.epoch;
    this.batchesDone = state.batch;
    this.lossSum = state.lossSum;
    this.weightSum = state.weightSum;
    this.correct = state.correct;
    if (state.best !== null) {
      this.bestEpoch = state.best.epoch;
      this.bestLoss = state.best.validationLoss;
      this.bestParameters.set(state.best.parameters);
    }
    this.stopping.restore(state.stopping);
    this.stopped = state.stoppedEarly;
    this.records.push(...state.history);
  }

  private shuffle(look: Look): void {
    for (let i = 0; i < this.order.length; i++) this.order[i] = this.train.start + i;
    this.random.shuffle(this.order, look);
  }

  /** The gradient of a batch is that of Σ w·loss / Σ w over its rows. */
  private accumulate(look: Look): void {
    const { network, gradient, order, rows } = this;
    const { batchSize, gradientClip } = this.config.training;
    const start = this.batchesDone * batchSize;
    const end = Math.min(start + batchSize, order.length);
    const chunk = rowsPerLook(gradient.length);
    let lossSum = 0;
    let weightSum = 0;
    let correct = 0;
    gradient.fill(0);
    for (let i = start; i < end; i++) {
      if ((i - start) % chunk === 0) look();
      const row = order[i]!;
      const rowAt = row * rows.width;
      const label = rows.labels[row]!;
      const weight = this.classWeights[label]!;
      network.forwardTraining(rows.inputs, rowAt, this.random);
      lossSum += weight * network.loss(label);
      weightSum += weight;
      if (network.predictedClass() === label) correct++;
      network.backward(rows.inputs, rowAt, label, weight, gradient);
    }
    this.assertFinite(lossSum, 'training loss');
    for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! / weightSum;
    if (gradientClip !== null) clipGradient(gradient, gradientClip);
    this.adam.step(network.parameters, gradient);
    this.lossSum += lossSum;
    this.weightSum += weightSum;
    this.correct += correct;
    this.batchesDone++;
  }

  private assertFinite(loss: number, name: string): void {
    if (Number.isFinite(loss)) return;
    throw new JobInputError(
      'diverged',
      `Training diverged: the ${name} is not a finite number in epoch ${this.epochsDone}, after batch ${this.batchesDone} ` +
        `of ${this.batches}. Lower training.learning_rate (now ${this.config.training.learningRate}) or set ` +
        'training.gradient_clip.',
    );
  }
}

import type { Random } from '../math/random';
import { activate, activationSlopes } from './activations';
import { largestClass, softmax } from './cross-entropy';
import { CLASS_COUNT, type NetworkLayout, type NetworkShape, networkLayout } from './network-shape';

/**
 * A multilayer perceptron over one row at a time. All buffers are made once; a row allocates nothing. Every sum runs in
 * index order, so results do not depend on how rows are grouped into calls.
 */
export class Network {
  readonly layout: NetworkLayout;
  /** Outputs of all layers for the last row; the logits are the last {@link CLASS_COUNT}. */
  private readonly units: Float64Array;
  /** Derivative of each unit's output by its linear sum, dropout included. */
  private readonly slopes: Float64Array;
  /** Derivative of the loss by each unit's output, then by its linear sum. */
  private readonly deltas: Float64Array;
  private readonly logitsAt: number;
  /** Softmax of the last row's logits, once {@link loss} or {@link classify} ran. */
  readonly probabilities = new Float64Array(CLASS_COUNT);

  /** `parameters` is used, not copied: a trainer changes it in place. */
  constructor(
    readonly shape: NetworkShape,
    readonly parameters: Float64Array,
  ) {
    this.layout = networkLayout(shape);
    if (parameters.length !== this.layout.parameters) {
      throw new RangeError(`The network has ${this.layout.parameters} parameters, not ${parameters.length}.`);
    }
    this.units = new Float64Array(this.layout.units);
    this.slopes = new Float64Array(this.layout.units);
    this.deltas = new Float64Array(this.layout.units);
    this.logitsAt = this.layout.units - CLASS_COUNT;
  }

  /** Computes the logits of the row that starts at `rows[rowAt]`, without dropout. */
  forward(rows: Float64Array, rowAt: number): void {
    const last = this.layout.layers.length - 1;
    for (let l = 0; l <= last; l++) {
      this.linear(l, rows, rowAt);
      const { unitsAt, outputs } = this.layout.layers[l]!;
      if (l < last) activate(this.shape.activation, this.units, unitsAt, unitsAt + outputs);
    }
  }

  /**
   * As {@link forward}, with inverted dropout (kept outputs are scaled by 1 / (1 − p); one random word per hidden
   * unit, none when p is 0), keeping what {@link backward} needs.
   */
  forwardTraining(rows: Float64Array, rowAt: number, random: Random): void {
    const last = this.layout.layers.length - 1;
    for (let l = 0; l <= last; l++) {
      this.linear(l, rows, rowAt);
      if (l === last) return;
      const { unitsAt, outputs } = this.layout.layers[l]!;
      activate(this.shape.activation, this.units, unitsAt, unitsAt + outputs);
      activationSlopes(this.shape.activation, this.units, this.slopes, unitsAt, unitsAt + outputs);
      if (this.shape.dropout > 0) this.drop(unitsAt, unitsAt + outputs, random);
    }
  }

  /** Cross-entropy of the last row against its class, unweighted; leaves the softmax in {@link probabilities}. */
  loss(label: number): number {
    return softmax(this.units, this.logitsAt, this.probabilities) - this.units[this.logitsAt + label]!;
  }

  /** The predicted class of the last row, the first one among equals. */
  predictedClass(): number {
    return largestClass(this.units, this.logitsAt);
  }

  /**
   * Predicted class of the last row, leaving the softmax in {@link probabilities}; −1 when an output is not a finite
   * number.
   */
  classify(): number {
    if (!Number.isFinite(softmax(this.units, this.logitsAt, this.probabilities))) return -1;
    return this.predictedClass();
  }

  /**
   * Adds `weight` × the gradient of the last row's loss to `gradient`, which is laid out like the parameters. Call it
   * after {@link forwardTraining} on the same row and {@link loss} with the same label.
   */
  backward(rows: Float64Array, rowAt: number, label: number, weight: number, gradient: Float64Array): void {
    const { units, slopes, deltas, parameters } = this;
    for (let c = 0; c < CLASS_COUNT; c++) {
      deltas[this.logitsAt + c] = weight * (this.probabilities[c]! - (c === label ? 1 : 0));
    }
    for (let l = this.layout.layers.length - 1; l >= 0; l--) {
      const { inputs, outputs, weightsAt, biasesAt, unitsAt } = this.layout.layers[l]!;
      const source = l === 0 ? rows : units;
      const below = l === 0 ? rowAt : this.layout.layers[l - 1]!.unitsAt;
      if (l > 0) deltas.fill(0, below, below + inputs);
      for (let o = 0; o < outputs; o++) {
        const delta = deltas[unitsAt + o]!;
        if (delta === 0) continue;
        const row = weightsAt + o * inputs;
        gradient[biasesAt + o] = gradient[biasesAt + o]! + delta;
        for (let i = 0; i < inputs; i++) gradient[row + i] = gradient[row + i]! + delta * source[below + i]!;
        if (l > 0) {
          for (let i = 0; i < inputs; i++) deltas[below + i] = deltas[below + i]! + delta * parameters[row + i]!;
        }
      }
      if (l > 0) for (let i = below; i < below + inputs; i++) deltas[i] = deltas[i]! * slopes[i]!;
    }
  }

  private linear(l: number, rows: Float64Array, rowAt: number): void {
    const { inputs, outputs, weightsAt, biasesAt, unitsAt } = this.layout.layers[l]!;
    const { parameters, units } = this;
    const source = l === 0 ? rows : units;
    const below = l === 0 ? rowAt : this.layout.layers[l - 1]!.unitsAt;
    for (let o = 0; o < outputs; o++) {
      const row = weightsAt + o * inputs;
      let total = parameters[biasesAt + o]!;
      for (let i = 0; i < inputs; i++) total += parameters[row + i]! * source[below + i]!;
      units[unitsAt + o] = total;
    }
  }

  private drop(start: number, end: number, random: Random): void {
    const dropped = this.shape.dropout * 4_294_967_296;
    const scale = 1 / (1 - this.shape.dropout);
    for (let i = start; i < end; i++) {
      const factor = random.nextUint32() < dropped ? 0 : scale;
      this.units[i] = this.units[i]! * factor;
      this.slopes[i] = this.slopes[i]! * factor;
    }
  }
}

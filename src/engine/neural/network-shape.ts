import type { Activation, ModelSpec } from '../strategy/strategy';

/** Outputs of the network: buy, hold, sell, as the labels count them. */
export const CLASS_COUNT = 3;

/** Inputs → (linear → activation → dropout) per hidden layer → linear → {@link CLASS_COUNT} logits. */
export interface NetworkShape {
  readonly inputs: number;
  readonly hiddenLayers: readonly number[];
  readonly activation: Activation;
  /** Share of a hidden layer's outputs that is dropped while training, 0 ≤ p < 1. */
  readonly dropout: number;
}

export const networkShape = (inputs: number, model: ModelSpec): NetworkShape => ({
  inputs,
  hiddenLayers: [...model.hiddenLayers],
  activation: model.activation,
  dropout: model.dropout,
});

/** Where one layer lives in the flat buffers. */
export interface LayerLayout {
  readonly inputs: number;
  readonly outputs: number;
  /** Of `outputs` rows of `inputs` weights, row after row, in the parameters. */
  readonly weightsAt: number;
  /** Of `outputs` biases in the parameters, right behind the weights. */
  readonly biasesAt: number;
  /** Of the layer's outputs in the buffer of unit values. */
  readonly unitsAt: number;
}

export interface NetworkLayout {
  readonly layers: readonly LayerLayout[];
  /** Count of weights and biases. */
  readonly parameters: number;
  /** Count of hidden and output units. */
  readonly units: number;
}

export function networkLayout(shape: NetworkShape): NetworkLayout {
  const layers: LayerLayout[] = [];
  let inputs = shape.inputs;
  let parameters = 0;
  let units = 0;
  for (const outputs of [...shape.hiddenLayers, CLASS_COUNT]) {
    layers.push({ inputs, outputs, weightsAt: parameters, biasesAt: parameters + inputs * outputs, unitsAt: units });
    parameters += (inputs + 1) * outputs;
    units += outputs;
    inputs = outputs;
  }
  return { layers, parameters, units };
}

/** Rows a network may work on between two looks at the token: a few milliseconds of work at most, one row at least. */
export const rowsPerLook = (parameters: number): number =>
  Math.max(1, Math.min(1_024, Math.floor(1_000_000 / parameters)));

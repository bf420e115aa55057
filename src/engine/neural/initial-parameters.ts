import type { Random } from '../math/random';
import { type NetworkShape, networkLayout } from './network-shape';

/**
 * Starting weights, layer after layer in storage order: normal with variance 2 / inputs before a rectifier (He et al.
 * 2015), otherwise 2 / (inputs + outputs) (Glorot, Bengio 2010); biases start at 0.
 */
export function initialParameters(shape: NetworkShape, random: Random): Float64Array {
  const { layers, parameters } = networkLayout(shape);
  const values = new Float64Array(parameters);
  const rectified = shape.activation === 'relu' || shape.activation === 'leaky_relu';
  layers.forEach((layer, l) => {
    const hidden = l < layers.length - 1;
    const variance = hidden && rectified ? 2 / layer.inputs : 2 / (layer.inputs + layer.outputs);
    const deviation = Math.sqrt(variance);
    for (let i = layer.weightsAt; i < layer.biasesAt; i++) values[i] = deviation * random.nextNormal();
  });
  return values;
}

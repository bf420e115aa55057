import { exp } from '../math/exp';
import { tanh } from '../math/tanh';
import type { Activation } from '../strategy/strategy';

/** What a negative input of `leaky_relu` is multiplied by (Maas, Hannun, Ng 2013). */
const LEAK = 0.01;

/** 1 / (1 + e^−x) without overflow on either side. */
function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const grown = exp(x);
  return grown / (1 + grown);
}

/** Applies the activation in place to `values[start … end)`. */
export function activate(activation: Activation, values: Float64Array, start: number, end: number): void {
  switch (activation) {
    case 'relu':
      for (let i = start; i < end; i++) if (values[i]! < 0) values[i] = 0;
      return;
    case 'leaky_relu':
      for (let i = start; i < end; i++) if (values[i]! < 0) values[i] = values[i]! * LEAK;
      return;
    case 'tanh':
      for (let i = start; i < end; i++) values[i] = tanh(values[i]!);
      return;
    case 'sigmoid':
      for (let i = start; i < end; i++) values[i] = sigmoid(values[i]!);
      return;
  }
}

/**
 * Writes the derivative of the activation to `slopes[start … end)`, computed from its outputs in `values`, which all
 * four allow. At the kink of the rectifiers the left derivative is taken.
 */
export function activationSlopes(
  activation: Activation,
  values: Float64Array,
  slopes: Float64Array,
  start: number,
  end: number,
): void {
  switch (activation) {
    case 'relu':
      for (let i = start; i < end; i++) slopes[i] = values[i]! > 0 ? 1 : 0;
      return;
    case 'leaky_relu':
      for (let i = start; i < end; i++) slopes[i] = values[i]! > 0 ? 1 : LEAK;
      return;
    case 'tanh':
      for (let i = start; i < end; i++) slopes[i] = 1 - values[i]! * values[i]!;
      return;
    case 'sigmoid':
      for (let i = start; i < end; i++) slopes[i] = values[i]! * (1 - values[i]!);
      return;
  }
}

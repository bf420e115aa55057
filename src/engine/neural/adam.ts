/** Kingma, Ba 2015; the defaults of the paper. */
const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;
/** Keeps the clipping factor finite when the gradient vanishes. */
const CLIP_EPSILON = 1e-6;

export interface AdamOptions {
  readonly learningRate: number;
  /**
   * L2 penalty in the coupled form: `weightDecay` × parameter is added to the gradient before the moments are updated,
   * for weights and biases alike (not the decoupled form of AdamW).
   */
  readonly weightDecay: number;
}

export interface AdamState {
  readonly firstMoment: Float64Array;
  readonly secondMoment: Float64Array;
  /** β₁ and β₂ to the power of the steps taken. */
  readonly beta1Power: number;
  readonly beta2Power: number;
}

export class Adam {
  private readonly firstMoment: Float64Array;
  private readonly secondMoment: Float64Array;
  private beta1Power = 1;
  private beta2Power = 1;

  constructor(
    private readonly options: AdamOptions,
    parameters: number,
  ) {
    this.firstMoment = new Float64Array(parameters);
    this.secondMoment = new Float64Array(parameters);
  }

  /** One step against `gradient`, in place. */
  step(parameters: Float64Array, gradient: Float64Array): void {
    const { firstMoment, secondMoment } = this;
    const { learningRate, weightDecay } = this.options;
    this.beta1Power *= BETA_1;
    this.beta2Power *= BETA_2;
    const stepSize = learningRate / (1 - this.beta1Power);
    const rootCorrection = Math.sqrt(1 - this.beta2Power);
    for (let i = 0; i < parameters.length; i++) {
      const slope = gradient[i]! + weightDecay * parameters[i]!;
      const first = BETA_1 * firstMoment[i]! + (1 - BETA_1) * slope;
      const second = BETA_2 * secondMoment[i]! + (1 - BETA_2) * slope * slope;
      firstMoment[i] = first;
      secondMoment[i] = second;
      parameters[i] = parameters[i]! - (stepSize * first) / (Math.sqrt(second) / rootCorrection + EPSILON);
    }
  }

  /** A copy of the state. */
  snapshot(): AdamState {
    return {
      firstMoment: this.firstMoment.slice(),
      secondMoment: this.secondMoment.slice(),
      beta1Power: this.beta1Power,
      beta2Power: this.beta2Power,
    };
  }

  restore(state: AdamState): void {
    this.firstMoment.set(state.firstMoment);
    this.secondMoment.set(state.secondMoment);
    this.beta1Power = state.beta1Power;
    this.beta2Power = state.beta2Power;
  }
}

/** Scales the gradient down so that its Euclidean norm is at most `limit`; returns the norm it had. */
export function clipGradient(gradient: Float64Array, limit: number): number {
  let squares = 0;
  for (let i = 0; i < gradient.length; i++) squares += gradient[i]! * gradient[i]!;
  const norm = Math.sqrt(squares);
  const factor = limit / (norm + CLIP_EPSILON);
  if (factor < 1) for (let i = 0; i < gradient.length; i++) gradient[i] = gradient[i]! * factor;
  return norm;
}

import type { StrategySource } from '../../contract/requests';
import type { AgentDesignResult } from '../../contract/results';
import type { LearningInput } from '../../engine/learning/learning-rows';

export interface DesignInput extends LearningInput {
  readonly source: StrategySource;
  readonly overrides: readonly string[];
  readonly seed: number;
  /** How many variants are wanted, the strategy as it stands included. */
  readonly variants: number;
}

export interface DesignOutput {
  readonly result: AgentDesignResult;
}

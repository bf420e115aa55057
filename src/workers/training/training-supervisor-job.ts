import { createHash } from 'node:crypto';
import { TRAINING_PHASES, trainingPhaseIndex } from '../../contract/training-phases';
import { encodeModel } from '../../engine/neural/model-codec';
import { loadStrategyBars, strategyOf } from '../data/load-strategy-bars';
import { writePartsDurably } from '../runtime/durable-file';
import type { SupervisorJob } from '../runtime/job-module';
import type { TrainingInput, TrainingOutput } from './training-output';

/** Reads the bars a training learns from, and stores the model it made. */
export const trainingSupervisorJob: SupervisorJob<'training', TrainingInput, TrainingOutput> = {
  type: 'training',
  phases: TRAINING_PHASES,
  loadPhase: trainingPhaseIndex('load'),
  savePhase: trainingPhaseIndex('save'),

  async load({ strategy: json, dataset, range, seed }, context) {
    const strategy = strategyOf(json);
    const { bars, firstRow } = await loadStrategyBars(dataset, range, strategy, context);
    return { strategy, bars, firstRow, seed, symbol: dataset.symbol, timeframe: dataset.timeframe };
  },

  async save({ result, model }, { artifactsFolder }, { signal }) {
    const content = encodeModel(model);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = await writePartsDurably(artifactsFolder, `${sha256}.model`, [content], signal);
    return {
      result,
      artifacts: [{ role: 'model', path, sha256, bytes: content.length }],
      trades: [],
      dataset: null,
      warnings: [],
    };
  },
};

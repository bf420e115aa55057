import type { DecisionSpec } from './strategy';
import type { YamlSection } from './yaml-section';

const DEFAULTS: DecisionSpec = {
  outputFormat: 'classification',
  confidenceThreshold: 0.5,
  positionAwareness: true,
  allowShortFromFlat: false,
  minSignalSeparationHours: 4,
};

export function readDecisions(root: YamlSection): DecisionSpec {
  const section = root.section('decisions');
  if (section === null) return DEFAULTS;
  const filters = section.section('filters');
  const decisions: DecisionSpec = {
    outputFormat: section.choice('output_format', ['classification'], DEFAULTS.outputFormat, ['regression']),
    confidenceThreshold: section.number('confidence_threshold', DEFAULTS.confidenceThreshold, { min: 0, max: 1 }),
    positionAwareness: section.boolean('position_awareness', DEFAULTS.positionAwareness),
    allowShortFromFlat: section.boolean('allow_short_from_flat', DEFAULTS.allowShortFromFlat),
    minSignalSeparationHours:
      filters?.number('min_signal_separation', DEFAULTS.minSignalSeparationHours, { min: 0, max: 100_000 }) ??
      DEFAULTS.minSignalSeparationHours,
  };
  filters?.noEffect(['volume_filter'], 'no rule is defined for it');
  filters?.close();
  section.noEffect(['num_classes'], 'a classification always has the classes buy, hold and sell');
  section.noEffect(['cost_model'], 'it belongs to regression; a backtest takes its own costs');
  section.close();
  return decisions;
}

import type { LabelSpec } from './strategy';
import type { YamlSection } from './yaml-section';

const DEFAULT_THRESHOLD = 0.02;
const DEFAULT_CONTEXT = { horizon: 5, bullishThreshold: 0.005, bearishThreshold: -0.005 } as const;
const PLANNED_SOURCES = ['forward_return', 'triple_barrier', 'regime'];

export function readLabels(training: YamlSection): LabelSpec | null {
  const section = training.section('labels');
  if (section === null) return { source: 'zigzag', threshold: DEFAULT_THRESHOLD };
  const source = section.text('source');
  const name = source?.text.toLowerCase() ?? 'zigzag';
  if (name === 'zigzag') return readZigzag(section);
  if (name === 'context') return readContext(section);
  if (source !== null) {
    if (PLANNED_SOURCES.includes(name)) {
      section.fail(source, `labels of the source \`${source.text}\` are not supported yet`, {
        expected: 'zigzag or context',
      });
    } else {
      section.unknownName(source, source.text, ['zigzag', 'context']);
    }
  }
  return null;
}

function readZigzag(section: YamlSection): LabelSpec {
  const threshold = section.number(['zigzag_threshold', 'threshold'], DEFAULT_THRESHOLD, {
    min: 0,
    max: 0.9,
    aboveMin: true,
  });
  section.noEffect(['label_lookahead', 'lookahead'], 'a zigzag swing may take as long as it does');
  section.close();
  return { source: 'zigzag', threshold };
}

function readContext(section: YamlSection): LabelSpec {
  const horizon = section.number('horizon', DEFAULT_CONTEXT.horizon, { min: 1, max: 10_000, integer: true });
  const bullishThreshold = section.number('bullish_threshold', DEFAULT_CONTEXT.bullishThreshold, { min: 0, max: 1 });
  const bearishThreshold = section.number('bearish_threshold', DEFAULT_CONTEXT.bearishThreshold, { min: -1, max: 0 });
  section.close();
  return { source: 'context', horizon, bullishThreshold, bearishThreshold };
}

import { formatDuration } from './format-duration';
import type { GenericProgressState, ProgressContext, ProgressRenderer } from './progress-state';

/** An estimate shorter than this is over before it is read. */
const SHORTEST_ETA_MS = 5_000;

/**
 * Within a step that gives details `Download: 2024-03 (15/50) (1500/3000 items) (AAPL 1h, backfill mode)`, otherwise
 * `Merging (AAPL 1h) [3/5] - AAPL.csv (2400/4000 items) ETA: 45s`.
 */
export const dataProgressRenderer: ProgressRenderer = {
  enhance: (state) => state,
  renderMessage: (state) =>
    (state.context['stepDetail'] ? detailParts(state) : overallParts(state)).filter((part) => part !== '').join(' '),
};

const detailParts = (state: GenericProgressState): string[] => [
  `${state.context['currentStepName']}: ${state.context['stepDetail']}`,
  state.stepTotal > 0 ? `(${state.stepCurrent}/${state.stepTotal})` : '',
  itemsOf(state),
  subjectOf(state.context),
];

function overallParts(state: GenericProgressState): string[] {
  const remaining = state.estimatedRemainingMs ?? 0;
  return [
    (state.message.split('(')[0] ?? '').trim(),
    subjectOf(state.context),
    state.totalSteps > 0 ? `[${state.currentStep}/${state.totalSteps}]` : '',
    state.context['currentItem'] ? `- ${state.context['currentItem']}` : '',
    itemsOf(state),
    remaining > SHORTEST_ETA_MS ? `ETA: ${formatDuration(remaining)}` : '',
  ];
}

const itemsOf = ({ itemsProcessed, totalItems }: GenericProgressState): string =>
  totalItems === null ? '' : `(${itemsProcessed}/${totalItems} items)`;

function subjectOf(context: ProgressContext): string {
  const market = [context['symbol'], context['timeframe']].filter(Boolean).join(' ');
  const mode = context['mode'] ? `${context['mode']} mode` : '';
  const parts = [market, mode].filter((part) => part !== '');
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

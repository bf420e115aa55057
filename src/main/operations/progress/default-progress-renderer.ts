import type { GenericProgressState, ProgressContext, ProgressRenderer } from './progress-state';

/** `Merging (fetch, symbol=AAPL, timeframe=1h, mode=tail) [2/6] (33.3%)`: what a run says plus what is known of it. */
export const defaultProgressRenderer: ProgressRenderer = {
  enhance: (state) => ({ ...state, estimatedRemainingMs: remainingAtSteadyRate(state) }),
  renderMessage: ({ message, context, currentStep, totalSteps, percentage }) =>
    [
      message,
      subjectOf(context),
      totalSteps > 0 ? `[${currentStep}/${totalSteps}]` : '',
      percentage > 0 ? `(${percentage.toFixed(1)}%)` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
};

/** Elapsed ÷ share done − elapsed; null before the first step. */
function remainingAtSteadyRate(state: GenericProgressState): number | null {
  if (state.currentStep <= 0 || state.percentage <= 0) return null;
  const elapsed = state.updatedAt - state.startTime;
  return Math.max(0, elapsed / (state.percentage / 100) - elapsed);
}

function subjectOf(context: ProgressContext): string {
  const named = ['symbol', 'timeframe', 'mode'].flatMap((key) => (context[key] ? [`${key}=${context[key]}`] : []));
  const parts = context['operation'] ? [String(context['operation']), ...named] : named;
  return parts.length === 0 ? '' : `(${parts.join(', ')})`;
}

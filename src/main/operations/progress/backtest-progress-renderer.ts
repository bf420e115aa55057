import type { ProgressRenderer } from './progress-state';

/** `Backtesting AAPL 1h [2024-03-01]`; without a date, what the run says itself stands in its place. */
export const backtestProgressRenderer: ProgressRenderer = {
  enhance: (state) => state,
  renderMessage: ({ message, context }) => {
    const subject = ['Backtesting', context['symbol'], context['timeframe']].filter(Boolean).join(' ');
    return context['currentDate'] ? `${subject} [${context['currentDate']}]` : `${subject} · ${message}`;
  },
};

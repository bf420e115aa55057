import type { ProgressContext, ProgressRenderer } from './progress-state';

/** `Epoch 5/10 · Batch 120/500` while epochs run, otherwise what the run says itself. */
export const trainingProgressRenderer: ProgressRenderer = {
  enhance: (state) => state,
  renderMessage: ({ message, context }) => {
    const epoch = countOf(context, 'epochIndex', 'totalEpochs');
    if (epoch === null) return message;
    const batch = countOf(context, 'batchIndex', 'totalBatches');
    return batch === null ? `Epoch ${epoch}` : `Epoch ${epoch} · Batch ${batch}`;
  },
};

/** `5/10`, or null before the first. */
function countOf(context: ProgressContext, index: string, total: string): string | null {
  const [at, of] = [Number(context[index] ?? 0), Number(context[total] ?? 0)];
  return at > 0 && of > 0 ? `${at}/${of}` : null;
}

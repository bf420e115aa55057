// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { modelSummary } from '../../../src/renderer/models/model-summary';
import { ModelsPage } from '../../../src/renderer/models/models-page';
import { FakeWindowApi } from '../../fakes/window-api';
import { completedOperation, trainingMetadata, trainingResult } from '../../fakes/window-api-operations';
import { closePages, showPage } from '../data/show-page';

afterEach(closePages);

describe('ModelsPage', () => {
  it('offers a training while there is no model', async () => {
    const desk = showPage(ModelsPage, new FakeWindowApi());
    await screen.findByText('No models yet');
    fireEvent.click(screen.getByRole('button', { name: 'New training…' }));
    expect(desk.navigation.store.getState().dialog).toEqual({ kind: 'training', start: {} });
  });

  it('asks main for finished trainings only', async () => {
    const api = new FakeWindowApi();
    showPage(ModelsPage, api);
    await screen.findByText('No models yet');
    expect(api.callsOf('operations:list')).toContainEqual(
      expect.objectContaining({
        filter: expect.objectContaining({ types: ['training'], statuses: ['completed'] }),
      }),
    );
  });
});

describe('modelSummary', () => {
  it('names validation loss, epochs and features', () => {
    const result = { ...trainingResult(1), validationLoss: 0.8614, epochs: 1, features: ['a', 'b'] };
    const metadata = trainingMetadata('sp500_pullback', 7);
    const model = completedOperation({ type: 'training', metadata, createdAt: Date.now() }, result, 1_000);
    expect(modelSummary(model, Date.now())).toBe(
      `val. loss 0.8614 · 1\u00a0epoch · 2\u00a0features · ${metadata.symbol} · ${metadata.timeframe} · seed 7`,
    );
  });
});

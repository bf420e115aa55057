import { describe, expect, it } from 'vitest';
import { type OperationRequest, operationRequestSchema, runChangesSchema } from '../../../src/contract/requests';
import { runChangesBetween } from '../../../src/renderer/start/run-changes';

const before = operationRequestSchema.parse({
  type: 'training',
  strategy: { fileName: 'a.yaml', text: 'name: a' },
  seed: 7,
  overrides: ['training.epochs=20'],
});
const changed = (more: object): OperationRequest => operationRequestSchema.parse({ ...before, ...more });

describe('runChangesBetween', () => {
  it('is empty for the same request', () => {
    expect(runChangesBetween(before, changed({}))).toEqual({});
  });

  it('holds what a repeat may change, in the shape main takes', () => {
    const changes = runChangesBetween(
      before,
      changed({ seed: 8, startDate: '2010-01-01', overrides: ['training.epochs=20', 'training.learning_rate=0.1'] }),
    );
    expect(changes).toEqual({ seed: 8, startDate: '2010-01-01', overrides: ['training.learning_rate=0.1'] });
    expect(runChangesSchema.parse(changes)).toEqual(changes);
  });

  it('is null when another strategy, symbol or fewer settings make it a request of its own', () => {
    expect(runChangesBetween(before, changed({ strategy: { fileName: 'a.yaml', text: 'name: b' } }))).toBeNull();
    expect(runChangesBetween(before, changed({ symbol: 'SPX' }))).toBeNull();
    expect(runChangesBetween(before, changed({ overrides: [] }))).toBeNull();
    expect(runChangesBetween(before, changed({ overrides: ['training.epochs=30'] }))).toBeNull();
  });
});

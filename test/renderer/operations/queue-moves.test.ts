import { describe, expect, it } from 'vitest';
import { queueMoves } from '../../../src/renderer/operations/queue-moves';
import { metadataOf, pendingOperation, runningOperation, trainingMetadata } from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);
const waiting = (place: number, priority: 'high' | 'normal' = 'normal') => ({
  ...pendingOperation({ type: 'training', metadata: trainingMetadata('pull'), createdAt: at }, place),
  priority,
});
const urgent = waiting(1, 'high');
const [second, third, fourth] = [waiting(2), waiting(3), waiting(4)];
const other = pendingOperation({ type: 'dummy', metadata: metadataOf('Dummy'), createdAt: at }, 1);
const all = [fourth, other, second, urgent, third];

describe('queueMoves', () => {
  it('steps before the one ahead, or behind the next one', () => {
    expect(queueMoves(third, all)).toEqual({ up: second.operationId, down: null });
    expect(queueMoves(second, all)).toEqual({ up: undefined, down: fourth.operationId });
  });

  it('has no step beyond the ends of a priority or into another queue', () => {
    expect(queueMoves(urgent, all)).toEqual({ up: undefined, down: undefined });
    expect(queueMoves(other, all)).toEqual({ up: undefined, down: undefined });
    expect(queueMoves(fourth, all).down).toBeUndefined();
  });

  it('has none for what does not wait', () => {
    const running = runningOperation({ type: 'training', metadata: trainingMetadata('pull'), createdAt: at }, 1, 1);
    expect(queueMoves(running, [...all, running])).toEqual({ up: undefined, down: undefined });
  });
});

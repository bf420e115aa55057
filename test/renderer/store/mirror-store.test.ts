import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { Operation } from '../../../src/contract/operation';
import { Mirror } from '../../../src/renderer/store/mirror-store';
import {
  completedOperation,
  metadataOf,
  pendingOperation,
  progressAt,
  runningOperation,
  trainingMetadata,
  trainingResult,
} from '../../fakes/window-api-operations';

const start = Date.UTC(2026, 10, 23);
const running = runningOperation({ type: 'dummy', metadata: metadataOf('Dummy'), createdAt: start }, 10, 1_000);
const id = running.operationId;
const later = (seq: number, percentage: number): Operation => ({
  ...running,
  progress: progressAt('dummy', percentage, 1_000, start, seq),
});
const shownPercentage = (mirror: Mirror): number => {
  const operation = mirror.operation(id);
  return operation && 'progress' in operation ? operation.progress.percentage : -1;
};

describe('Mirror', () => {
  it('keeps the newest state when a page answered before a push arrives after it', () => {
    const mirror = new Mirror();
    mirror.applyPush({ revision: 5, operations: [later(50, 40)], removed: [] });
    mirror.applyPage({ revision: 4, operations: [later(20, 15)] });
    expect(shownPercentage(mirror)).toBe(40);
  });

  it('drops a push that the page already contained', () => {
    const mirror = new Mirror();
    mirror.applyPage({ revision: 5, operations: [later(50, 40)] });
    mirror.applyPush({ revision: 5, operations: [later(20, 15)], removed: [] });
    expect(shownPercentage(mirror)).toBe(40);
    mirror.applyPush({ revision: 9, operations: [later(60, 45)], removed: [] });
    expect(shownPercentage(mirror)).toBe(45);
  });

  it('does not let an older page bring back what was removed, but an undo does', () => {
    const mirror = new Mirror();
    mirror.applyPush({ revision: 2, operations: [running], removed: [] });
    mirror.applyPush({ revision: 3, operations: [], removed: [id] });
    mirror.applyPage({ revision: 2, operations: [running] });
    expect(mirror.operation(id)).toBeNull();
    mirror.applyPush({ revision: 4, operations: [running], removed: [] });
    expect(mirror.operation(id)).toEqual(running);
  });

  it('orders answers without a revision by the sequence of the operation', () => {
    const mirror = new Mirror();
    mirror.applyPush({ revision: 2, operations: [later(50, 40)], removed: [] });
    mirror.applyAnswer(later(49, 39));
    expect(shownPercentage(mirror)).toBe(40);
    mirror.applyAnswer(later(51, 41));
    expect(shownPercentage(mirror)).toBe(41);
  });

  it('takes a running state over a pending one whichever comes first', () => {
    const pending = pendingOperation({
      type: 'dummy',
      metadata: metadataOf('Dummy'),
      createdAt: start,
      operationId: id,
    });
    const mirror = new Mirror();
    mirror.applyPush({ revision: 2, operations: [running], removed: [] });
    mirror.applyAnswer(pending);
    expect(mirror.operation(id)?.status).toBe('running');
  });

  it('tells lists only when something appears, goes or changes its status', () => {
    const mirror = new Mirror();
    const listener = vi.fn();
    const stop = mirror.onStructure(listener);
    mirror.applyPush({ revision: 1, operations: [running], removed: [] });
    expect(listener).toHaveBeenCalledTimes(1);
    mirror.applyPush({ revision: 2, operations: [later(30, 20)], removed: [] });
    expect(listener).toHaveBeenCalledTimes(1);
    mirror.applyPush({ revision: 3, operations: [], removed: [id] });
    expect(listener).toHaveBeenCalledTimes(2);
    stop();
    mirror.applyPush({ revision: 4, operations: [running], removed: [] });
    expect(listener).toHaveBeenCalledTimes(2);
  });

  it('hands out the same object while an operation does not change', () => {
    const mirror = new Mirror();
    mirror.applyPush({ revision: 1, operations: [running], removed: [] });
    const before = mirror.operation(id);
    mirror.applyPush({
      revision: 2,
      operations: [pendingOperation({ type: 'dummy', metadata: metadataOf('Other'), createdAt: start })],
      removed: [],
    });
    expect(mirror.operation(id)).toBe(before);
  });

  it('stays bounded and never forgets what is active', () => {
    const mirror = new Mirror();
    mirror.applyPush({ revision: 1, operations: [running], removed: [] });
    for (let page = 0; page < 60; page += 1) {
      mirror.applyPage({
        revision: 2 + page,
        operations: Array.from({ length: 100 }, () =>
          completedOperation(
            { type: 'training', metadata: trainingMetadata('t'), createdAt: start },
            trainingResult(),
            1,
          ),
        ),
      });
    }
    expect(mirror.store.getState().known.size).toBeLessThanOrEqual(5_000);
    expect(mirror.operation(id)).not.toBeNull();
  });

  it('ends at the newest state whatever the order in which pushes and pages arrive', () => {
    const message = fc.record({ revision: fc.integer({ min: 1, max: 30 }), isPage: fc.boolean() });
    fc.assert(
      fc.property(fc.array(message, { minLength: 1, maxLength: 20 }), (messages) => {
        const mirror = new Mirror();
        for (const { revision, isPage } of messages) {
          const operations = [later(revision, revision)];
          if (isPage) mirror.applyPage({ revision, operations });
          else mirror.applyPush({ revision, operations, removed: [] });
        }
        expect(shownPercentage(mirror)).toBe(Math.max(...messages.map((one) => one.revision)));
      }),
    );
  });
});

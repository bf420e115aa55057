import { afterEach, describe, expect, it, vi } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { Mirror } from '../../../src/renderer/store/mirror-store';
import { OperationList } from '../../../src/renderer/store/operation-list';
import { LiveWindowApi } from '../../fakes/live-window-api';
import { fillMany } from '../../fakes/sample-history';
import { metadataOf, pendingOperation } from '../../fakes/window-api-operations';

const open: { dispose: () => void }[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.dispose();
});

function setUp(count: number, fixed = {}) {
  const api = new LiveWindowApi();
  fillMany(api, count);
  const mirror = new Mirror();
  api.onPush((push) => mirror.applyPush(push));
  const list = new OperationList(api, mirror, fixed);
  open.push(list);
  list.refresh();
  const state = () => list.store.getState();
  const titleAt = (place: number): string | undefined => {
    const id = state().ids.get(place);
    return id === undefined ? undefined : mirror.operation(id)?.metadata.title;
  };
  return { api, list, state, titleAt };
}

describe('OperationList', () => {
  it('reads the first page with counts and nothing beyond', async () => {
    const { state, titleAt } = setUp(1_000);
    await vi.waitFor(() => expect(state().total).toBe(1_000));
    expect(titleAt(0)).toBe('variant_1000');
    expect(titleAt(99)).toBe('variant_901');
    expect(titleAt(100)).toBeUndefined();
    expect((state().counts.completed ?? 0) + (state().counts.cancelled ?? 0)).toBe(1_000);
  });

  it('reads what scrolls into sight and only that', async () => {
    const { api, list, titleAt, state } = setUp(10_000);
    await vi.waitFor(() => expect(state().total).toBe(10_000));
    list.show(5_040, 5_060);
    await vi.waitFor(() => expect(titleAt(5_050)).toBe('variant_4950'));
    expect(titleAt(2_000)).toBeUndefined();
    const offsets = (api.callsOf('operations:list') as { offset?: number }[]).map((query) => query.offset);
    expect(new Set(offsets)).toEqual(new Set([0, 5_000]));
  });

  it('narrows by what is typed and says what it did not understand', async () => {
    const { list, state } = setUp(90);
    list.type('status:cancelled');
    await vi.waitFor(() => expect(state().total).toBe(10));
    expect(state().counts.completed).toBe(80);
    list.type('status:canceled stauts:x');
    expect(state().problems).toEqual(['There is no “stauts:”. Did you mean “status:”?']);
  });

  it('asks again when something new appears and keeps what stands meanwhile', async () => {
    const { api, state, titleAt } = setUp(50);
    await vi.waitFor(() => expect(state().total).toBe(50));
    api.put(pendingOperation({ type: 'dummy', metadata: metadataOf('brand new'), createdAt: Date.now() + 1_000 }));
    expect(titleAt(0)).toBe('variant_50');
    await vi.waitFor(() => expect(titleAt(0)).toBe('brand new'));
    expect(titleAt(1)).toBe('variant_50');
    expect(state().total).toBe(51);
    expect(state().active).toBe(1);
  });

  it('does not ask again for mere progress', async () => {
    const { api, state } = setUp(5);
    const running = api.run('dummy', metadataOf('Dummy'), 60_000);
    await vi.waitFor(() => expect(state().total).toBe(6));
    const asked = api.callsOf('operations:list').length;
    for (let seq = 100; seq < 110; seq += 1) {
      const operation = api.operations.get(running.operationId);
      if (operation?.status === 'running') api.put({ ...operation, progress: { ...operation.progress, seq } });
    }
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(api.callsOf('operations:list').length).toBe(asked);
  });

  it('drops the answer to a question that was overtaken by another', async () => {
    const { list, state } = setUp(300);
    list.type('variant_299');
    list.type('variant_12');
    await vi.waitFor(() => expect(state().total).toBe(11));
  });

  it('shrinks with deletions and grows back when they are undone', async () => {
    const { api, state, titleAt } = setUp(20);
    await vi.waitFor(() => expect(state().total).toBe(20));
    const id = state().ids.get(0);
    if (id === undefined) throw new Error('no first row');
    await api.invoke('operations:delete', [id]);
    await vi.waitFor(() => expect(state().total).toBe(19));
    expect(titleAt(19)).toBeUndefined();
    await api.invoke('operations:undoDelete', [id]);
    await vi.waitFor(() => expect(titleAt(0)).toBe('variant_20'));
    expect(state().total).toBe(20);
  });

  it('keeps its fixed conditions whatever is typed', async () => {
    const { list, state } = setUp(90, { statuses: ['completed'] });
    await vi.waitFor(() => expect(state().total).toBe(80));
    list.type('status:cancelled');
    await vi.waitFor(() => expect(state().counts.completed).toBe(80));
    expect(state().total).toBe(80);
  });

  it('says why it could not be read and recovers', async () => {
    const { api, list, state } = setUp(5);
    api.overrides['operations:list'] = () => failure('storage_failed', 'The history could not be read.');
    await vi.waitFor(() => expect(state().failure?.code).toBe('storage_failed'));
    delete api.overrides['operations:list'];
    list.refresh();
    await vi.waitFor(() => expect(state().total).toBe(5));
    expect(state().failure).toBeNull();
  });

  it('stops asking when it is disposed of', async () => {
    const { api, list, state } = setUp(5);
    await vi.waitFor(() => expect(state().total).toBe(5));
    const asked = api.callsOf('operations:list').length;
    list.dispose();
    api.put(pendingOperation({ type: 'dummy', metadata: metadataOf('late'), createdAt: Date.now() }));
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(api.callsOf('operations:list').length).toBe(asked);
  });
});

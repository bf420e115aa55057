import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import { ChildrenStore } from '../../../src/renderer/store/children-store';
import { Mirror } from '../../../src/renderer/store/mirror-store';
import { FakeWindowApi } from '../../fakes/window-api';
import { mintId, pendingOperation, trainingMetadata } from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);
const parent = mintId('agent_research', at);
const childAt = (createdAt: number) =>
  pendingOperation({ type: 'training', metadata: trainingMetadata('pull'), createdAt, parentOperationId: parent });

function storeOver(api: FakeWindowApi) {
  const mirror = new Mirror();
  const store = new ChildrenStore(api, mirror);
  api.onPush((push) => {
    mirror.applyPush(push);
    store.applyPush(push);
  });
  return { mirror, store, ids: () => store.store.getState().of[parent] };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('ChildrenStore', () => {
  it('reads the children of a parent once and keeps them oldest first as more are pushed', async () => {
    const api = new FakeWindowApi();
    const [first, second, third] = [childAt(at + 1), childAt(at + 2), childAt(at + 3)];
    api.put(third, first);
    const { store, ids } = storeOver(api);
    store.need(parent);
    store.need(parent);
    await settled();
    expect(ids()).toEqual([first.operationId, third.operationId]);
    api.put(second);
    expect(ids()).toEqual([first.operationId, second.operationId, third.operationId]);
    expect(api.callsOf('operations:children')).toHaveLength(1);
  });

  it('takes a child that is pushed while the answer is on its way once', async () => {
    const api = new FakeWindowApi();
    const child = childAt(at + 1);
    const { store, ids } = storeOver(api);
    store.need(parent);
    api.put(child);
    await settled();
    expect(ids()).toEqual([child.operationId]);
  });

  it('forgets what is removed and ignores the children of parents nobody asked for', async () => {
    const api = new FakeWindowApi();
    const child = childAt(at + 1);
    const { store, ids } = storeOver(api);
    api.put(child);
    expect(ids()).toBeUndefined();
    store.need(parent);
    await settled();
    api.push({ removed: [child.operationId] });
    expect(ids()).toEqual([]);
  });

  it('asks again after a refusal', async () => {
    const api = new FakeWindowApi();
    api.overrides['operations:children'] = () => failure('storage_failed', 'It could not be read.');
    const { store } = storeOver(api);
    store.need(parent);
    await settled();
    store.need(parent);
    expect(api.callsOf('operations:children')).toHaveLength(2);
  });
});

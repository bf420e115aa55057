import type { WindowApi } from '../../contract/window-api';
import { createAskedToStop } from '../store/asked-to-stop';
import { ChildrenStore } from '../store/children-store';
import { MetricStore } from '../store/metric-store';
import { Mirror } from '../store/mirror-store';
import { createNavigation } from '../store/navigation';
import { OperationList } from '../store/operation-list';
import { Resource } from '../store/resource';
import { WorkCounts } from '../store/work-counts';

/** Everything the window knows and how it learns it. Listens first and asks second, so that nothing falls between. */
export function createDesk(api: WindowApi) {
  const mirror = new Mirror();
  const metrics = new MetricStore(api);
  const datasets = new Resource(() => api.invoke('datasets:list', null));
  const strategies = new Resource(() => api.invoke('strategies:list', null));
  const settings = new Resource(() => api.invoke('settings:get', null));
  const workers = new Resource(() => api.invoke('workers:snapshot', null));
  const notices = new Resource(() => api.invoke('profile:notices', null));
  const children = new ChildrenStore(api, mirror);
  const info = new Resource(() => api.invoke('app:info', null));
  const stopPushes = api.onPush((push) => {
    mirror.applyPush(push);
    children.applyPush(push);
    metrics.applyPush(push);
    if (push.datasetsChanged) void datasets.reload();
    if (push.workers) workers.set(push.workers);
    if (push.settings) settings.set(push.settings);
    if (push.notices) notices.set(push.notices);
  });
  const operations = new OperationList(api, mirror);
  const models = new OperationList(api, mirror, { types: ['training'], statuses: ['completed'] });
  const workCounts = new WorkCounts(api, mirror);
  operations.refresh();
  settings.need();
  notices.need();
  return {
    api,
    mirror,
    metrics,
    operations,
    models,
    datasets,
    strategies,
    settings,
    workers,
    info,
    notices,
    children,
    workCounts,
    navigation: createNavigation(),
    askedToStop: createAskedToStop(),
    dispose: (): void => {
      stopPushes();
      operations.dispose();
      models.dispose();
      workCounts.dispose();
    },
  };
}
export type Desk = ReturnType<typeof createDesk>;

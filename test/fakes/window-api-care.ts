import { failure } from '../../src/contract/failure';
import type { Operation } from '../../src/contract/operation';
import { WORKER_KINDS } from '../../src/contract/workers';
import type { FakeWindowApi, Handlers } from './window-api';
import { iso } from './window-api-operations';

/** What can be asked about an operation and its queue, from what the test put into the maps of the fake. */
export const lineageHandlers = (api: FakeWindowApi) =>
  ({
    'operations:children': (id) =>
      [...api.operations.values()]
        .filter((one) => one.parentOperationId === id)
        .sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1)),
    'operations:attempts': (id) => api.attempts.get(id) ?? [],
    'operations:checkpoints': (id) => api.checkpoints.get(id) ?? [],
    'operations:request': (id) =>
      api.requests.get(id) ?? failure('unknown_operation', 'What was asked for is not known here.'),
    'operations:repeats': (id) => api.repeats.get(id) ?? [],
    'operations:setPriority': ({ operationId, priority }) => {
      const operation = api.operations.get(operationId);
      if (operation?.status !== 'pending' && operation?.status !== 'resuming') {
        return failure('not_allowed', 'Only what waits has a priority.');
      }
      const changed: Operation = { ...operation, priority };
      api.put(changed);
      return changed;
    },
    'operations:moveInQueue': () => null,
    'estimates:accuracy': (type) => ({ type, operations: 12, medianError: 0.114 }),
  }) satisfies Partial<Handlers>;

/** The profile, its notices, and how the services are. */
export const careHandlers = (api: FakeWindowApi) =>
  ({
    'workers:restart': (kind) => {
      api.workers = { ...api.workers, stopped: api.workers.stopped.filter((one) => one.kind !== kind) };
      api.push({ workers: api.workers });
      return api.workers;
    },
    'diagnostics:health': () =>
      WORKER_KINDS.map((kind) => ({
        service: kind,
        status: 'ok' as const,
        mode: 'worker' as const,
        checks: [{ name: 'worker', status: 'ok' as const, detail: 'A worker can be started.' }],
      })),
    'diagnostics:configuration': () =>
      WORKER_KINDS.map((kind) => ({
        service: kind,
        mode: 'worker' as const,
        worker: kind,
        settings: { slots: api.settings.slots[kind] },
        statistics: { started: 3, completed: 2, failed: 1, cancelled: 0 },
      })),
    'profile:notices': () => api.notices,
    'profile:dismissNotice': (id) => {
      api.notices = api.notices.filter((one) => one.id !== id);
      api.push({ notices: api.notices });
      return null;
    },
    'profile:check': () => ({
      ok: true,
      problems: [],
      operations: api.operations.size,
      files: 24,
      backupAt: iso(Date.now() - 3_600_000),
    }),
    'profile:backup': () => ({
      name: 'tradewind-20261123-101500.db',
      createdAt: iso(Date.now()),
      bytes: 1_240_000,
      verified: true,
    }),
  }) satisfies Partial<Handlers>;

import { FailureError, failure } from '../../contract/failure';
import type { OperationRequest } from '../../contract/requests';
import type { Application } from '../services/application';
import type { CallHandlers } from './answer-call';
import type { Publisher } from './publisher';

type OperationCalls = Pick<CallHandlers, Extract<keyof CallHandlers, `operations:${string}` | `estimates:${string}`>>;

/** The window asks again until nothing comes; more at once would hold main up. */
const METRICS_AT_ONCE = 5_000;

/** What answers the calls about operations. */
export function operationHandlers(application: Application, publisher: Publisher): OperationCalls {
  const { operations, runner, charts, lifecycle } = application;
  return {
    'operations:list': (query) => ({ ...operations.list(query), revision: publisher.revision }),
    'operations:get': (id) => operations.get(id),
    'operations:start': ({ request, again }) => {
      if (!again) refuseRepeat(application, request);
      return application.start(request);
    },
    'operations:pause': (id) => lifecycle.pause(id),
    'operations:pauseAll': () => [...lifecycle.pauseAll()],
    'operations:resume': ({ operationId, fromStart }) => lifecycle.resume(operationId, { fromStart }),
    'operations:resumeAll': async () => [...(await lifecycle.resumeAll())],
    'operations:retry': ({ operationId, changes }) => lifecycle.retry(operationId, changes),
    'operations:verify': (id) => lifecycle.verify(id),
    'operations:children': (id) => operations.children(id),
    'operations:attempts': (id) => operations.attempts(id),
    'operations:checkpoints': (id) => operations.checkpoints(id),
    'operations:request': (id) => operations.request(id),
    'operations:repeats': (id) => [...lifecycle.repeats(id)],
    'operations:setPriority': ({ operationId, priority }) => lifecycle.setPriority(operationId, priority),
    'operations:moveInQueue': ({ operationId, before }) => {
      lifecycle.moveInQueue(operationId, before);
      return null;
    },
    'estimates:accuracy': (type) => operations.estimateAccuracy(type),
    'operations:cancel': ({ operationId, note }) => runner.cancel(operationId, 'user', note),
    'operations:forceStop': (id) => runner.forceStop(id),
    'operations:refresh': (id) => runner.refresh(id),
    'operations:delete': async (ids) => ({ deleted: await operations.deleteInSteps(ids) }),
    'operations:undoDelete': (ids) => {
      operations.undoDelete(ids);
      return null;
    },
    'operations:metrics': ({ operationId, cursor }) => operations.metrics(operationId, cursor, METRICS_AT_ONCE),
    'operations:trades': (id) => operations.trades(id),
    'operations:equity': ({ operationId, window }) => charts.equity(operationId, window),
    'operations:price': ({ operationId, window }) => charts.priceOfOperation(operationId, window),
    'operations:strategy': (id) => {
      const source = operations.strategy(id);
      if (source) return source;
      throw new FailureError(failure('bad_arguments', `${id} has no strategy.`));
    },
  };
}

function refuseRepeat({ settings, isRepeat }: Application, request: OperationRequest): void {
  if (!settings.get().askBeforeRepeating || !isRepeat(request)) return;
  throw new FailureError(
    failure(
      'repeated_request',
      'This is exactly what was started last: the same settings on the same data. Start it again all the same?',
    ),
  );
}

import type { WorkerInfo } from '../../contract/workers';
import { useOperation } from '../app/desk-context';
import { bytes } from '../format/figure';
import { fullTitle } from '../operations/operation-words';
import { StatusIcon, statusColour } from '../operations/status-icon';
import type { SimpleRow } from '../ui/simple-list';
import { STATE_KINDS, STATE_WORDS, WORKER_NAMES } from './worker-words';

export const workerRow = (worker: WorkerInfo): SimpleRow => ({
  id: worker.workerId,
  name: `${WORKER_NAMES[worker.kind]} worker`,
  label: `${WORKER_NAMES[worker.kind]} worker, ${STATE_WORDS[worker.state]}`,
  icon: <StatusIcon kind={STATE_KINDS[worker.state]} />,
  summary: <WorkerSummary worker={worker} />,
  figure: bytes(worker.memoryBytes),
  footnote: worker.pid === null ? '' : `pid ${worker.pid}`,
});

/** `Busy · Training sp500_pullback` */
function WorkerSummary({ worker }: { readonly worker: WorkerInfo }) {
  return (
    <>
      <span style={{ color: statusColour(STATE_KINDS[worker.state]) }}>{STATE_WORDS[worker.state]}</span>
      {worker.operationId === null ? null : <WorksOn id={worker.operationId} />}
    </>
  );
}

function WorksOn({ id }: { readonly id: NonNullable<WorkerInfo['operationId']> }) {
  const operation = useOperation(id);
  return ` · ${operation === null ? id : fullTitle(operation)}`;
}

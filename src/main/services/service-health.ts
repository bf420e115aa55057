import type { ServiceHealth } from '../../contract/diagnostics';
import type { WorkerKind, WorkersSnapshot } from '../../contract/workers';

type Check = ServiceHealth['checks'][number];

export interface CheckedService {
  readonly service: string;
  readonly workerKind: WorkerKind | null;
  /** Reads something, whatever it is. */
  readonly readDatabase: () => number;
  readonly workers: () => WorkersSnapshot;
  readonly loopLagMs: () => number;
}

/** Longer than this and clicks are felt to be late. */
const LATE_LOOP_MS = 250;

/** Looks at all that a service needs. A look that throws is a finding, never an exception. */
export function checkService({ service, workerKind, readDatabase, workers, loopLagMs }: CheckedService): ServiceHealth {
  const checks = [
    looked('database', () => ok('database', `can be read; ${readDatabase()} operations wait`)),
    looked('workers', () => (workerKind === null ? inMain() : checkWorkers(workers(), workerKind))),
    looked('event loop', () => checkLoop(loopLagMs())),
  ];
  const [database, worker] = checks;
  const isOut = database?.status === 'error' || worker?.status === 'error';
  const isLate = checks.some(({ status }) => status === 'error');
  return {
    service,
    mode: workerKind === null ? 'inline' : 'worker',
    status: isOut ? 'error' : isLate ? 'degraded' : 'ok',
    checks,
  };
}

function looked(name: string, look: () => Check): Check {
  try {
    return look();
  } catch (error) {
    return { name, status: 'error', detail: error instanceof Error ? error.message : String(error) };
  }
}

function checkWorkers({ workers, slots, queued, stopped }: WorkersSnapshot, kind: WorkerKind): Check {
  const why = stopped.find((one) => one.kind === kind);
  if (why !== undefined) return { name: 'workers', status: 'error', detail: why.why };
  const own = workers.filter((worker) => worker.kind === kind);
  const silent = own.find(({ state }) => state === 'unresponsive');
  if (silent !== undefined) return { name: 'workers', status: 'error', detail: `${silent.workerId} does not respond` };
  const pids = own.flatMap(({ pid }) => pid ?? []);
  const processes = pids.length === 0 ? 'none started' : `process ${pids.join(', ')}`;
  return ok('workers', `${slots[kind]} at once; ${queued[kind]} wait; ${processes}`);
}

const checkLoop = (lagMs: number): Check => ({
  name: 'event loop',
  status: lagMs > LATE_LOOP_MS ? 'error' : 'ok',
  detail: `at worst ${lagMs.toFixed(0)} ms late`,
});

const ok = (name: string, detail: string): Check => ({ name, status: 'ok', detail });
const inMain = (): Check => ({ name: 'workers', status: 'not_available', detail: 'needs none: main does the work' });

import type { OperationId } from '../../src/contract/identifiers';
import type { MetricRow } from '../../src/contract/metrics';
import type { Operation } from '../../src/contract/operation';
import type { RequestType } from '../../src/contract/requests';
import type { OperationResult } from '../../src/contract/results';
import type { WorkerKind } from '../../src/contract/workers';
import { assessmentResult, designResult, researchResult } from './window-api-findings';
import { backtestingResult, epochRows, fingerprintOf, iso, trainingResult } from './window-api-operations';
import { equityOf, generatedPrices, generatedTrades } from './window-api-series';

/** One operation the live fake drives. */
export interface Run {
  readonly id: OperationId;
  readonly type: RequestType;
  readonly durationMs: number;
  readonly failAt: number | null;
  readonly ignoreCancel: boolean;
  /** When it would have begun had it never stopped; null while it waits. */
  startedAt: number | null;
  seq: number;
}

/** The queue an operation of a type waits in; a research is driven by main itself. */
export const QUEUE_OF: Readonly<Record<RequestType, WorkerKind | null>> = {
  training: 'training',
  backtesting: 'backtesting',
  data_load: 'data',
  dummy: 'dummy',
  agent_research: null,
  agent_design: 'analysis',
  agent_assessment: 'analysis',
};

const prices = () => generatedPrices(11, 798, Date.UTC(2017, 1, 15));

/** Metric rows that are due at a percentage and were not reported yet. */
export function rowsDue(run: Run, percentage: number, known: number): MetricRow[] {
  const startedAt = run.startedAt ?? 0;
  switch (run.type) {
    case 'training': {
      const due = Math.floor(Math.max(0, Math.min(1, (percentage - 5) / 90)) * 50);
      return epochRows(7, 50, startedAt, run.durationMs / 55).slice(known, due);
    }
    case 'backtesting':
      return equityRows(Math.floor(Math.max(0, Math.min(1, (percentage - 40) / 57)) * 798), known);
    case 'dummy':
      return Array.from({ length: Math.max(0, Math.floor(percentage) - known) }, (_, index) => ({
        seq: known + index,
        kind: 'step',
        at: iso(Date.now()),
        durationMs: run.durationMs / 100,
        data: { step: known + index, value: Math.sin((known + index) / 9) * 20 + known + index },
      }));
    default:
      return [];
  }
}

function equityRows(due: number, known: number): MetricRow[] {
  if (due <= known) return [];
  const trades = generatedTrades(prices(), 23, 100_000);
  const { time, equity, drawdown } = equityOf(prices(), trades, 100_000);
  return Array.from({ length: due - known }, (_, index) => {
    const bar = known + index;
    return {
      seq: bar,
      kind: 'equity',
      at: iso(Date.now()),
      durationMs: 1,
      data: {
        bar,
        time: time[bar] ?? 0,
        equity: equity[bar] ?? 0,
        drawdown: drawdown[bar] ?? 0,
        trades: trades.filter((trade) => Date.parse(trade.exitTime) <= (time[bar] ?? 0)).length,
        winRate: 0.57,
      },
    };
  });
}

export const tradesOfRun = () => generatedTrades(prices(), 23, 100_000);

/** What a run found; a research looks at what its children found. */
export function resultOfRun(run: Run, operation: Operation, children: readonly Operation[]): OperationResult {
  const idsOf = (type: Operation['type']): OperationId[] =>
    children.filter((one) => one.type === type).map((one) => one.operationId);
  switch (run.type) {
    case 'training':
      return trainingResult(operation.metadata.seed ?? 1);
    case 'backtesting':
      return backtestingResult(operation.metadata.modelOperationId ?? run.id);
    case 'data_load':
      return {
        type: 'data_load',
        fingerprint: fingerprintOf(5),
        bars: 5_104,
        start: '2000-01-03T00:00:00.000Z',
        end: '2020-04-17T00:00:00.000Z',
        ignoredColumns: ['adjclose'],
        isNew: true,
      };
    case 'dummy':
      return { type: 'dummy', steps: 100 };
    case 'agent_design':
      return designResult(2);
    case 'agent_assessment':
      return assessmentResult(idsOf('training'), idsOf('backtesting'));
    case 'agent_research':
      return researchResult(idsOf('training'), idsOf('backtesting'));
  }
}

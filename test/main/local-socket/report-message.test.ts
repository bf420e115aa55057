import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { Reporter } from '../../../src/main/cli/reporter';
import {
  arrivingReports,
  type ReportMessage,
  reportMessageSchema,
  travellingReporter,
} from '../../../src/main/local-socket/report-message';
import { completed, everyEnd, failed, ID, pending, running } from '../cli/shown-operations';
import { datasetOf, tradeOf } from '../operations/operation-samples';

/** A reporter that keeps what it is told. */
function keeping(): { reporter: Reporter; told: unknown[][] } {
  const told: unknown[][] = [];
  const reporter = new Proxy({} as Reporter, {
    get:
      (_target, call) =>
      (...values: unknown[]) =>
        told.push([call, ...values]),
  });
  return { reporter, told };
}

/** Says something at one end, and hears it at the other. */
function carried(say: (reporter: Reporter) => void): { told: unknown[][]; messages: ReportMessage[] } {
  const { reporter, told } = keeping();
  const hear = arrivingReports(reporter);
  const messages: ReportMessage[] = [];
  say(
    travellingReporter((message) => {
      messages.push(message);
      hear(reportMessageSchema.parse(JSON.parse(JSON.stringify(message))));
    }),
  );
  return { told, messages };
}

const at = '2026-11-23T10:15:00.000Z';
const page = { metrics: [{ seq: 0, kind: 'step', at, durationMs: 0, data: { step: 0, value: null } }], cursor: 1 };
const checkpoint = {
  number: 1,
  attempt: 1,
  cause: 'periodic' as const,
  createdAt: at,
  units: 3,
  percentage: 9,
  bytes: 8,
};
const attempt = {
  number: 1,
  requestedAt: at,
  startedAt: at,
  endedAt: null,
  durationMs: null,
  fromCheckpoint: 0,
  fromPercentage: 0,
  end: null,
};
const problem = { kind: 'database' as const, where: 'tradewind.db', message: 'It is damaged.', repairable: true };

const CALLS: { readonly [C in Exclude<keyof Reporter, 'equity'>]: Parameters<Reporter[C]> } = {
  snapshot: [running()],
  metrics: [ID, page],
  result: [failed()],
  operation: [completed(['odd'])],
  operations: [[pending(1), ...everyEnd()], 9],
  metricList: [ID, page],
  trades: [[tradeOf({ netPnl: 0.1 + 0.2 })]],
  datasets: [[datasetOf()]],
  verified: [{ same: false, hashes: { modelHash: { was: 'a', is: 'b' } }, why: null }],
  deleted: [[ID]],
  children: [[completed()]],
  attempts: [[attempt]],
  checkpoints: [[checkpoint]],
  workers: [
    {
      workers: [],
      slots: { training: 1, backtesting: 1, data: 1, dummy: 2, analysis: 1 },
      queued: { training: 0, backtesting: 0, data: 0, dummy: 0, analysis: 0 },
      stopped: [{ kind: 'dummy', since: at, why: 'It kept dying.' }],
    },
  ],
  profile: [{ ok: false, problems: [problem], operations: 1, files: 2, backupAt: null }],
  backup: [{ name: 'b.db', createdAt: at, bytes: 5, verified: true }],
  repaired: [['Done.']],
  idle: [],
  serving: ['/a/profile'],
  text: ['two\nlines'],
  failure: [failure('bad_csv', 'Line 3 is short.', { detail: 'x' })],
};

describe('what a reporter is told in one process arrives in another', () => {
  it.each(Object.entries(CALLS))('%s', (call, values) => {
    const { told } = carried((reporter) => {
      const say = reporter[call as keyof typeof CALLS] as (...said: readonly unknown[]) => void;
      say(...values);
    });
    expect(told).toEqual([[call, ...values]]);
  });

  it('equity, bit for bit, in parts where it is long', () => {
    const doubles = fc.float64Array({ maxLength: 50 });
    fc.assert(
      fc.property(doubles, (equity) => {
        const time = Float64Array.from(equity, (_, index) => index * 86_400_000);
        const { told } = carried((reporter) => reporter.equity(time, equity));
        expect(told).toEqual([['equity', time, equity]]);
      }),
    );
    const long = Float64Array.from({ length: 150_000 }, (_, index) => index / 7);
    const { told, messages } = carried((reporter) => reporter.equity(long, long.subarray(0)));
    expect(messages).toHaveLength(3);
    expect(told).toEqual([['equity', long, long]]);
  });
});

it('what is no report of this version is refused before anything is printed', () => {
  const { reporter, told } = keeping();
  const hear = arrivingReports(reporter);
  expect(() => hear({ call: 'operation', with: [{ status: 'running' }] })).toThrow();
  expect(() => hear({ call: 'text', with: [] })).toThrow();
  expect(reportMessageSchema.safeParse({ call: 'constructor', with: [] }).success).toBe(false);
  expect(told).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { failure, failureOf } from '../../../src/contract/failure';
import { operationSchema } from '../../../src/contract/operation';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import type { Reporter } from '../../../src/main/cli/reporter';
import { datasetOf, tradeOf } from '../operations/operation-samples';
import { type RecordedOutput, recordedOutput } from './recorded-output';
import { cancelled, completed, everyEnd, failed, ID, pending, running } from './shown-operations';

const said = (speak: (reporter: Reporter) => void): unknown[] => {
  const output: RecordedOutput = recordedOutput();
  speak(jsonReporter(output));
  return output.lines().map((line) => JSON.parse(line));
};
const row = { seq: 0, kind: 'step', at: '2026-11-23T10:15:00.000Z', durationMs: 0, data: { step: 0, value: null } };

describe('with --json a command says one object a line:', () => {
  it('snapshots and metrics while it works', () => {
    const lines = said((reporter) => {
      reporter.snapshot(pending(2));
      reporter.metrics(ID, { metrics: [row], cursor: 1 });
      reporter.snapshot(running());
    });
    expect(lines).toEqual([
      { kind: 'operation', operation: pending(2) },
      { kind: 'metrics', operationId: ID, metrics: [row], cursor: 1 },
      { kind: 'operation', operation: running() },
    ]);
  });

  it('the result as its last word, whatever the end', () => {
    expect(said((reporter) => reporter.result(completed()))).toEqual([{ kind: 'result', operation: completed() }]);
    expect(said((reporter) => reporter.result(cancelled()))).toEqual([{ kind: 'result', operation: cancelled() }]);
    expect(said((reporter) => reporter.result(failed('worker_crashed')))).toMatchObject([
      { kind: 'result', operation: { status: 'failed', failure: { code: 'worker_crashed' } } },
    ]);
  });

  it('an error, not a result, when the input was at fault, also when a worker found it', () => {
    const error = { kind: 'error', failure: { code: 'bad_csv', message: 'It broke. Start it again.' } };
    expect(said((reporter) => reporter.result(failed('bad_csv')))).toEqual([error]);
    const refused = failure('bad_csv', error.failure.message, { detail: 'line 3', phase: 'Read' });
    expect(said((reporter) => reporter.failure(refused))).toEqual([error]);
  });

  it('never a stack, and operations of the contract all the same', () => {
    const output = recordedOutput();
    const reporter = jsonReporter(output);
    for (const operation of everyEnd()) {
      reporter.snapshot(operation);
      reporter.operation(operation);
      reporter.result(operation);
    }
    reporter.operations(everyEnd(), 3);
    reporter.failure(failureOf(new Error('boom')));
    expect(output.text()).not.toMatch(/\bat \w+ \(/);
    expect(output.text()).not.toContain('main.js');
    for (const line of output.lines()) {
      const { operation, operations } = JSON.parse(line) as { operation?: unknown; operations?: unknown[] };
      for (const one of [operation, ...(operations ?? [])]) if (one) operationSchema.parse(one);
    }
  });

  it('all rows of a query, with full precision', () => {
    const trade = tradeOf({ netPnl: 0.1 + 0.2 });
    const time = new Float64Array([Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2)]);
    const { source: _, importedAt: __, ...listed } = datasetOf();
    expect(
      said((reporter) => {
        reporter.operations([completed()], 7);
        reporter.metricList(ID, { metrics: [], cursor: 3 });
        reporter.trades([trade]);
        reporter.equity(time, new Float64Array([100_000, 100_000.1]));
        reporter.datasets([datasetOf()]);
        reporter.text('two\nlines');
      }),
    ).toEqual([
      { kind: 'operations', operations: [completed()], total: 7 },
      { kind: 'metrics', operationId: ID, metrics: [], cursor: 3 },
      { kind: 'trades', trades: [trade] },
      {
        kind: 'equity',
        points: [
          ['2020-01-01T00:00:00.000Z', 100_000],
          ['2020-01-02T00:00:00.000Z', 100_000.1],
        ],
      },
      { kind: 'datasets', datasets: [listed] },
      { kind: 'text', text: 'two\nlines' },
    ]);
  });

  it('what care, lineage and workers are asked for, under the name of the question', () => {
    const at = '2026-11-23T10:15:00.000Z';
    const ended = {
      number: 1,
      requestedAt: at,
      startedAt: at,
      endedAt: at,
      durationMs: 5,
      fromCheckpoint: 0,
      fromPercentage: 0,
      end: { outcome: 'failed' as const, failure: failureOf(new Error('boom')) },
    };
    const hashes = { modelHash: { was: 'a', is: 'b' } };
    const lines = said((reporter) => {
      reporter.verified({ same: false, hashes, why: null });
      reporter.verified({ same: false, hashes, why: 'It was made by engine 1; this is engine 2.' });
      reporter.children([failed()]);
      reporter.attempts([ended]);
      reporter.checkpoints([]);
      reporter.profile({ ok: true, problems: [], operations: 3, files: 4, backupAt: null });
      reporter.repaired(['The database is whole.']);
      reporter.deleted([ID]);
      reporter.idle();
    });
    expect(lines).toEqual([
      { kind: 'verify', same: false, hashes },
      { kind: 'verify', same: false, hashes, why: 'It was made by engine 1; this is engine 2.' },
      { kind: 'children', children: [{ ...failed(), failure: { ...failed().failure, detail: null } }] },
      { kind: 'attempts', attempts: [expect.objectContaining({ number: 1, fromCheckpoint: 0 })] },
      { kind: 'checkpoints', checkpoints: [] },
      { kind: 'profile', ok: true, problems: [], operations: 3, files: 4, backupAt: null },
      { kind: 'repair', repair: ['The database is whole.'] },
      { kind: 'deleted', deleted: [ID] },
      { kind: 'operations', operations: [], total: 0 },
    ]);
    expect(JSON.stringify(lines)).not.toMatch(/\bat \w+ \(/);
  });
});

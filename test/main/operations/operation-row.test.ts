import { describe, expect, it } from 'vitest';
import { type OperationRow, operationOfRow } from '../../../src/main/operations/operation-row';
import { emptyProgress } from '../../../src/main/operations/progress/progress-tracker';

const MOMENT = '2026-11-23T10:15:00.000Z';
const progress = JSON.stringify(emptyProgress([], MOMENT));

const row = (fields: Partial<OperationRow> = {}): OperationRow => ({
  operation_id: 'op_dummy_20261123_101500_1a2b3c4d',
  parent_operation_id: null,
  origin_kind: null,
  origin_operation_id: null,
  child_count: 0,
  attempt: 1,
  priority: 1,
  type: 'dummy',
  status: 'pending',
  created_at: MOMENT,
  started_at: null,
  completed_at: null,
  title: 'Dummy',
  symbol: null,
  timeframe: null,
  strategy_name: null,
  strategy_hash: null,
  model_operation_id: null,
  cancel_requested_at: null,
  cancel_reason: null,
  cancel_note: null,
  forced: null,
  failure_code: null,
  failure_message: null,
  failure_phase: null,
  start_date: null,
  end_date: null,
  seed: null,
  datasets: '[]',
  parameters: '{}',
  progress: null,
  result: null,
  warnings: '[]',
  failure_detail: null,
  number: null,
  written_in: null,
  cause: null,
  written_at: null,
  units: null,
  percentage: null,
  bytes: null,
  ...fields,
});

describe('a stored operation', () => {
  it('carries exactly what its status has', () => {
    const keys = (fields: Partial<OperationRow>) => Object.keys(operationOfRow(row(fields))).sort();
    const base =
      'attempt childCount createdAt metadata operationId origin parentOperationId status type warnings'.split(' ');
    const ended = { started_at: MOMENT, completed_at: MOMENT, progress };
    const failure = { failure_code: 'internal', failure_message: 'broken' } as const;
    expect(keys({})).toEqual([...base, 'queuePosition', 'priority'].sort());
    expect(keys({ status: 'running', started_at: MOMENT, progress })).toEqual(
      [...base, 'startedAt', 'progress', 'cancelRequested', 'checkpoint', 'unresponsiveSince'].sort(),
    );
    expect(keys({ status: 'failed', ...ended, ...failure })).toEqual(
      [...base, 'startedAt', 'completedAt', 'progress', 'failure', 'checkpoint'].sort(),
    );
    expect(keys({ status: 'cancelled', ...ended, cancel_reason: 'user', forced: 1 })).toEqual(
      [...base, 'startedAt', 'completedAt', 'progress', 'reason', 'note', 'forced', 'checkpoint'].sort(),
    );
  });

  it('knows from memory what no row can tell', () => {
    const live = { queuePosition: 3, unresponsiveSince: MOMENT };
    expect(operationOfRow(row(), live)).toMatchObject({ status: 'pending', queuePosition: 3, priority: 'normal' });
    const running = operationOfRow(row({ status: 'running', started_at: MOMENT, progress }), live);
    expect(running).toMatchObject({ unresponsiveSince: MOMENT });
  });

  it('shows its newest checkpoint and what it repeats', () => {
    const stopped = {
      status: 'cancelled',
      completed_at: MOMENT,
      progress,
      cancel_reason: 'paused',
      forced: 0,
    } as const;
    const checkpoint = {
      number: 4,
      written_in: 2,
      cause: 'paused',
      written_at: MOMENT,
      units: 20,
      percentage: 41.5,
      bytes: 9,
    };
    const origin = { origin_kind: 'verify', origin_operation_id: 'op_dummy_20261123_101500_00000000' };
    expect(operationOfRow(row({ ...stopped, ...checkpoint, ...origin }))).toMatchObject({
      checkpoint: { number: 4, attempt: 2, cause: 'paused', createdAt: MOMENT, units: 20, percentage: 41.5, bytes: 9 },
      origin: { kind: 'verify', operationId: origin.origin_operation_id },
    });
  });

  it.each([
    ['an unknown type', { type: 'magic' }],
    ['an unknown status', { status: 'RUNNING' as 'running' }],
    ['a start that is no moment', { status: 'running', started_at: 'yesterday', progress }],
    ['no progress while it runs', { status: 'running', started_at: MOMENT }],
    ['no result though it completed', { status: 'completed', started_at: MOMENT, completed_at: MOMENT, progress }],
    [
      'a failure code of another program',
      { status: 'failed', completed_at: MOMENT, progress, failure_code: 'oops' as 'internal', failure_message: 'x' },
    ],
    [
      'a progress beyond the end',
      { status: 'running', started_at: MOMENT, progress: progress.replace('"percentage":0', '"percentage":113.2') },
    ],
    ['parameters that are no JSON', { parameters: '{' }],
    ['an id that is none', { operation_id: '1' }],
    ['a priority there is not', { priority: 7 }],
  ] satisfies [string, Partial<OperationRow>][])('is refused when it has %s', (_, fields) => {
    expect(() => operationOfRow(row(fields))).toThrow();
  });
});

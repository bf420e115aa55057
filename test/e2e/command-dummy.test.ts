import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { freshProfile, lastLine, runCommand, snapshotsOf, startCommand, until } from './driver/command';

test.describe('a command that runs an operation', () => {
  test('streams snapshots that only move forward, stored metrics, and a result last', async () => {
    const profile = freshProfile();
    const end = await runCommand(profile, 'dummy', '--steps', '40', '--seconds', '1');
    expect(end.code).toBe(0);
    const { operation } = lastLine(end, 'result');
    expect(operation.status).toBe('completed');
    const snapshots = snapshotsOf(end.lines);
    expect(snapshots.length).toBeGreaterThan(5);
    const percentages = snapshots.map((one) => (one.status === 'pending' ? 0 : one.progress.percentage));
    expect(percentages).toEqual([...percentages].sort((a, b) => a - b));
    expect(percentages.at(-1)).toBe(100);
    const seqs = end.lines.flatMap((line) => (line.kind === 'metrics' ? line.metrics.map(({ seq }) => seq) : []));
    expect(seqs).toEqual(Array.from({ length: 40 }, (_, index) => index));

    const listed = lastLine(await runCommand(profile, 'ops', 'metrics', operation.operationId), 'metrics');
    expect(listed.metrics.map(({ seq }) => seq)).toEqual(seqs);
    expect(listed.cursor).toBe(40);
    const rest = lastLine(
      await runCommand(profile, 'ops', 'metrics', operation.operationId, '--cursor', '38'),
      'metrics',
    );
    expect(rest.metrics.map(({ seq }) => seq)).toEqual([38, 39]);
    const shown = lastLine(await runCommand(profile, 'ops', 'show', operation.operationId), 'operation');
    expect(shown.operation).toEqual(operation);
    const list = lastLine(await runCommand(profile, 'ops', 'list'), 'operations');
    expect(list.total).toBe(1);
    expect(list.operations).toEqual([operation]);
  });

  test('ends with exit code 1 and its reason when the operation fails', async () => {
    const end = await runCommand(freshProfile(), 'dummy', '--steps', '20', '--seconds', '0.5', '--fail-at', '50');
    expect(end.code).toBe(1);
    const { operation } = lastLine(end, 'result');
    expect(operation).toMatchObject({ status: 'failed', failure: { code: 'requested_failure' } });
    expect(end.stderr).not.toMatch(/\n\s+at /);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`cancels, waits and ends with 130 when the whole group receives ${signal}`, async () => {
      const profile = freshProfile();
      const command = startCommand(profile, 'dummy', '--seconds', '60');
      await command.line((line) => line.kind === 'operation' && line.operation.status === 'running');
      command.signalGroup(signal);
      const end = await command.ended;
      expect(end.code).toBe(130);
      const { operation } = lastLine(end, 'result');
      expect(operation).toMatchObject({ status: 'cancelled', reason: 'user', forced: false });
      const shown = lastLine(await runCommand(profile, 'ops', 'show', operation.operationId), 'operation');
      expect(shown.operation).toEqual(operation);
    });
  }

  test('ends as cancelled whenever in its start the group receives a signal', async () => {
    const profile = freshProfile();
    await runCommand(profile, 'ops', 'list');
    for (let delay = 150; delay <= 420; delay += 30) {
      const command = startCommand(profile, 'dummy', '--seconds', '60');
      await new Promise((resume) => setTimeout(resume, delay));
      command.signalGroup('SIGINT');
      const end = await command.ended;
      expect(end.code, `after ${delay} ms`).toBe(130);
      if (end.lines.length > 0) expect(lastLine(end, 'result').operation.status).toBe('cancelled');
    }
    const { operations } = lastLine(await runCommand(profile, 'ops', 'list'), 'operations');
    expect(operations.filter(({ status }) => status !== 'cancelled')).toEqual([]);
  });

  test('ends a job that ignores being cancelled by force', async () => {
    const command = startCommand(freshProfile(), 'dummy', '--seconds', '60', '--ignore-cancel');
    await command.line((line) => line.kind === 'operation' && line.operation.status === 'running');
    command.signalGroup('SIGINT');
    await command.line(
      (line) =>
        line.kind === 'operation' && line.operation.status === 'running' && line.operation.cancelRequested !== null,
    );
    const end = await command.ended;
    expect(end.code).toBe(130);
    expect(lastLine(end, 'result').operation).toMatchObject({ status: 'cancelled', forced: true });
  });

  test('stops quietly when its reader goes away', async () => {
    const command = startCommand(freshProfile(), 'dummy', '--seconds', '60');
    await command.line((line) => line.kind === 'operation' && line.operation.status === 'running');
    command.child.stdout?.destroy();
    const end = await command.ended;
    expect(end.code).toBe(130);
    expect(end.stderr).toBe('');
  });
});

test.describe('input at fault', () => {
  const id = 'op_training_20260101_000000_00000000';
  const cases: [what: string, words: string[], code: string, says: RegExp][] = [
    ['an unknown command', ['trian', 'x'], 'bad_arguments', /did you mean "train"/],
    ['an unknown option', ['dummy', '--step', '4'], 'bad_arguments', /did you mean --steps/],
    ['a number that is none', ['dummy', '--steps', 'x'], 'bad_arguments', /whole number/],
    ['a number out of range', ['dummy', '--fail-at', '120'], 'bad_arguments', /--fail-at/],
    ['an unknown operation', ['ops', 'show', id], 'unknown_operation', new RegExp(id)],
    ['what is not an id', ['ops', 'show', 'nonsense'], 'unknown_operation', /nonsense/],
    ['an unknown status', ['ops', 'list', '--status', 'runing'], 'bad_arguments', /running/],
    ['an unknown type', ['ops', 'list', '--type', 'trainin'], 'bad_arguments', /training/],
    [
      'a missing CSV',
      ['data', 'import', 'nowhere.csv', '--symbol', 'S', '--timeframe', '1d'],
      'file_missing',
      /nowhere\.csv/,
    ],
    ['a missing strategy', ['train', 'nowhere.yaml'], 'file_missing', /nowhere\.yaml/],
    ['an unknown timeframe', ['data', 'import', 'x.csv', '--symbol', 'S', '--timeframe', '2d'], 'bad_arguments', /1d/],
    [
      'a symbol with a path in it',
      ['data', 'import', 'x.csv', '--symbol', '../x', '--timeframe', '1d'],
      'bad_arguments',
      /symbol/i,
    ],
    [
      'a model that is not there',
      ['backtest', 'resources/strategies/sp500_pullback.yaml', '--model', id],
      'unknown_model',
      /model/,
    ],
  ];
  for (const [what, words, code, says] of cases) {
    test(`${what} is refused with exit code 2 and a reason`, async () => {
      const end = await runCommand(freshProfile(), ...words);
      expect(end.code).toBe(2);
      const { failure } = lastLine(end, 'error');
      expect(failure.code).toBe(code);
      expect(failure.message).toMatch(says);
      expect(end.lines.filter(({ kind }) => kind === 'error')).toHaveLength(1);
      expect(end.stderr).toBe('');
    });
  }

  test('a file as profile is refused and left as it was', async () => {
    const file = join(freshProfile(), 'file');
    writeFileSync(file, 'mine');
    const end = await runCommand(file, 'ops', 'list');
    expect(end.code).toBe(2);
    expect(lastLine(end, 'error').failure.code).toBe('profile_unusable');
  });

  test('a profile in use is refused with 3 and the one that uses it goes on', async () => {
    const profile = freshProfile();
    const first = startCommand(profile, 'dummy', '--seconds', '60');
    await first.line((line) => line.kind === 'operation' && line.operation.status === 'running');
    const second = await runCommand(profile, 'ops', 'list');
    expect(second.code).toBe(3);
    expect(lastLine(second, 'error').failure.code).toBe('profile_in_use');
    const told = first.lines.length;
    await until(() => first.lines.length > told, 'the first one goes on');
    first.signalGroup('SIGINT');
    expect((await first.ended).code).toBe(130);
  });
});

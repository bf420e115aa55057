import { beforeEach, describe, expect, it } from 'vitest';
import { failure } from '../../../src/contract/failure';
import type { Reporter } from '../../../src/main/cli/reporter';
import { terminalReporter } from '../../../src/main/cli/terminal-reporter';
import { operationId } from '../../fakes/operation-ids';
import { backtestingResult, datasetOf, tradeOf, trainingResult } from '../operations/operation-samples';
import { type RecordedOutput, recordedOutput } from './recorded-output';
import { cancelled, completed, everyEnd, failed, ID, pending, running } from './shown-operations';

let output: RecordedOutput;
let errors: RecordedOutput;
let reporter: Reporter;
const open = (isTerminal = false): void => {
  output = recordedOutput(isTerminal);
  errors = recordedOutput();
  reporter = terminalReporter(output, errors);
};
beforeEach(() => open());

const UP_THREE = '\u001b[3A';
const redraws = (): number => output.text().split(UP_THREE).length - 1;

describe('for people a command', () => {
  it('writes a line per phase and tenth where there is no terminal', () => {
    reporter.snapshot(pending(1));
    for (const percentage of [40, 41, 49.9, 50, 55]) reporter.snapshot(running(percentage));
    expect(output.lines()).toEqual(['Dummy: Work, 40 %', 'Dummy: Work, 50 %']);
  });

  it('redraws its bars in place in a terminal, and goes on below them when it has ended', () => {
    open(true);
    reporter.snapshot(running(40));
    reporter.snapshot(running(41));
    expect(redraws()).toBe(1);
    reporter.result(completed());
    expect(output.text().split('41 %')[1]).not.toContain(UP_THREE);
    reporter.snapshot(running(1));
    expect(redraws()).toBe(1);
  });

  it('ends with a table of what was found, and notes what is worth knowing elsewhere', () => {
    reporter.result(completed(['odd']));
    expect(output.lines()).toEqual(['Dummy: completed', '  Steps      10', '  Took       12 s', `  Operation  ${ID}`]);
    expect(errors.lines()).toEqual(['Note: odd']);
  });

  it('says why it failed, without a stack, and that it was cancelled, by force if it was', () => {
    reporter.result(failed());
    expect([output.text(), errors.lines()]).toEqual(['', ['It broke. Start it again.']]);
    reporter.result(cancelled());
    reporter.result(cancelled(true));
    expect(output.lines()).toEqual(['Dummy: cancelled', 'Dummy: cancelled (it had to be stopped by force)']);
    reporter.failure(failure('bad_csv', 'Line 3 is short.', { detail: 'Error\n    at parse (x.js:1:1)' }));
    expect(errors.lines().at(-1)).toBe('Line 3 is short.');
  });

  it('never shows a stack, whatever it is asked to show', () => {
    for (const operation of everyEnd()) {
      reporter.result(operation);
      reporter.operation(operation);
    }
    reporter.operations(everyEnd(), 3);
    expect(output.text() + errors.text()).not.toContain('main.js');
  });

  it('tabulates figures of every type of result', () => {
    const done = completed();
    reporter.result({ ...done, type: 'training', result: trainingResult });
    reporter.result({ ...done, type: 'backtesting', result: backtestingResult(operationId(2)) });
    const { fingerprint, bars, start, end } = datasetOf();
    reporter.result({
      ...done,
      type: 'data_load',
      result: { type: 'data_load', fingerprint, bars, start, end, ignoredColumns: [], isNew: true },
    });
    const text = output.text();
    for (const row of [
      /Epochs +20 \(stopped early\)/,
      /Test accuracy +47\.00 %/,
      /Total return +\+2\.41 %/,
      /Sortino ratio +–/,
      /Profit factor +–/,
      /In sample +no/,
      /Bars +5104/,
    ]) {
      expect(text).toMatch(row);
    }
  });

  it('lists, and says what to do when there is nothing', () => {
    reporter.operations([], 0);
    reporter.datasets([]);
    expect(output.lines()).toEqual([
      expect.stringContaining('tradewind demo'),
      expect.stringContaining('tradewind data import'),
    ]);
    open();
    reporter.operations([pending(1), running(42.9)], 5);
    expect(output.lines().at(-1)).toBe('2 of 5; see more with --limit and --offset.');
    expect(output.text()).toContain('42 %');
    reporter.datasets([datasetOf()]);
    expect(output.text()).toMatch(/SPX +1d +5104/);
    reporter.trades([tradeOf()]);
    expect(output.text()).toMatch(/long +249 +100\.05 +109\.945 +2411\.57 +\+9\.68 %/);
    reporter.equity(new Float64Array([0]), new Float64Array([100_000]));
    expect(output.lines().at(-1)).toBe('1970-01-01T00:00:00.000Z  100000');
    const at = '2026-11-23T10:15:00.000Z';
    const metrics = [{ seq: 4, kind: 'step', at, durationMs: 0, data: { step: 4, value: null } }];
    reporter.metricList(ID, { metrics, cursor: 5 });
    expect(output.lines().slice(-2)).toEqual(['4  step  step 4  value –', 'Next cursor: 5']);
  });

  it('redraws the bars of all that is watched, and goes on with the others when one has ended', () => {
    open(true);
    const other = { ...running(7), operationId: operationId(2) };
    reporter.snapshot(running(40));
    reporter.snapshot(other);
    expect(output.text()).toContain('40 %');
    reporter.result(completed());
    const rest = output.text().split('Dummy: completed')[1];
    expect(rest).toContain('7 %');
    expect(rest).not.toContain('40 %');
  });

  it('says of what is paused how it goes on, and of what waits where it stands', () => {
    reporter.result(cancelled(false, 'paused'));
    reporter.result(cancelled(false, 'shutdown'));
    expect(output.lines()).toEqual([
      'Dummy: paused',
      `  Go on with: tradewind ops resume ${ID}`,
      'Dummy: paused as Tradewind closed',
      `  Go on with: tradewind ops resume ${ID}`,
    ]);
    reporter.operations([cancelled(false, 'paused'), pending(3)], 2);
    expect(output.text()).toMatch(/paused +42 %/);
    expect(output.text()).toMatch(/queued, number 3/);
  });

  it('tells attempts, checkpoints and parts, or that there are none', () => {
    const at = '2026-11-23T10:15:00.000Z';
    reporter.children([]);
    reporter.checkpoints([]);
    reporter.trades([]);
    reporter.repaired([]);
    reporter.idle();
    expect(output.lines()).toEqual([
      'It has no parts.',
      'No checkpoints: without one, an operation that is resumed starts from its beginning.',
      'No trades.',
      'There was nothing to mend.',
      'Nothing waits or runs.',
    ]);
    open();
    const attempt = { requestedAt: at, startedAt: at, endedAt: at, durationMs: 65_000, fromPercentage: 0 };
    const end = { outcome: 'cancelled' as const, reason: 'paused' as const, note: null, forced: true };
    reporter.attempts([
      { ...attempt, number: 1, fromCheckpoint: 0, end },
      { ...attempt, number: 2, fromCheckpoint: 3, fromPercentage: 42.5, endedAt: null, durationMs: null, end: null },
    ]);
    expect(output.text()).toMatch(/1 +the start +\S+ +1 m 05 s +paused, by force/);
    expect(output.text()).toMatch(/2 +checkpoint 3 \(42 %\) +\S+ +running/);
    reporter.checkpoints([
      { number: 3, attempt: 1, cause: 'paused', createdAt: at, units: 20, percentage: 42.5, bytes: 3_100_000 },
    ]);
    expect(output.lines().at(-1)).toMatch(/3 +1 +paused +42 % +20 +3\.1 MB/);
  });

  it('tells what a second run, a look at the profile and the workers found', () => {
    reporter.verified({ same: true, hashes: { modelHash: { was: 'abc', is: 'abc' } }, why: null });
    expect(output.lines()).toEqual(['The same came out.', '  modelHash  abc']);
    open();
    reporter.verified({ same: false, hashes: { modelHash: { was: 'abc', is: 'def' } }, why: 'Another engine.' });
    expect(output.lines()).toEqual([
      'Something else came out.',
      '  modelHash  was abc',
      '             is  def',
      '  Another engine.',
    ]);
    open();
    const problem = {
      kind: 'missing_file' as const,
      where: 'artifacts/x',
      message: 'It is missing.',
      repairable: true,
    };
    reporter.profile({ ok: false, problems: [problem], operations: 2, files: 1, backupAt: null });
    expect(output.lines()).toEqual([
      'The profile is not in order:',
      '  artifacts/x: It is missing.',
      'Looked at: operations 2, files 1.',
      'There is no backup yet.',
    ]);
    open();
    reporter.workers({
      workers: [],
      slots: { training: 1, backtesting: 1, data: 1, dummy: 2, analysis: 1 },
      queued: { training: 3, backtesting: 0, data: 0, dummy: 0, analysis: 0 },
      stopped: [],
    });
    expect(output.lines()).toEqual([
      'No worker runs.',
      'Slots: training 1 (3 waiting), backtesting 1, data 1, dummy 2, analysis 1',
    ]);
  });
});

import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countReport, readPlaywright, readVitest } from '../../scripts/test/counts.mjs';
import { temporaryFolder, writeFiles } from './temporary-folder';

function reportOf(content: unknown): string {
  const folder = temporaryFolder();
  writeFiles(folder, { 'report.json': JSON.stringify(content) });
  return join(folder, 'report.json');
}

const vitest = (passed: number, failed: number, pending = 0, testResults: unknown[] = []): string =>
  reportOf({ numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: 0, testResults });

const playwright = (stats: Partial<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>): string =>
  reportOf({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...stats } });

test('passed and failed tests are counted as the runner reports them', () => {
  expect(countReport(0, vitest(7, 0), readVitest)).toEqual({ passed: 7, failed: 0, remarks: [] });
  expect(countReport(1, vitest(7, 2), readVitest)).toEqual({ passed: 7, failed: 2, remarks: [] });
  expect(countReport(0, playwright({ expected: 4 }), readPlaywright)).toEqual({ passed: 4, failed: 0, remarks: [] });
  expect(countReport(1, playwright({ expected: 4, unexpected: 1, flaky: 1 }), readPlaywright).failed).toBe(2);
});

test('a runner that crashed before its report has failed', () => {
  const counts = countReport(139, join(temporaryFolder(), 'none.json'), readVitest);
  expect(counts).toMatchObject({ passed: 0, failed: 1, remarks: [expect.stringContaining('139')] });
});

test('a runner that ran no test has failed', () => {
  expect(countReport(0, vitest(0, 0), readVitest)).toMatchObject({ failed: 1, remarks: ['no test ran'] });
  expect(countReport(0, playwright({}), readPlaywright)).toMatchObject({ failed: 1 });
});

test('a skipped test has failed', () => {
  expect(countReport(0, vitest(3, 0, 2), readVitest)).toMatchObject({ passed: 3, failed: 2 });
});

test('a test file that cannot be loaded has failed', () => {
  const report = vitest(3, 0, 0, [{ status: 'failed', assertionResults: [] }]);
  expect(countReport(1, report, readVitest)).toEqual({ passed: 3, failed: 1, remarks: [] });
});

test('an error outside every test has failed', () => {
  expect(countReport(1, vitest(3, 0), readVitest)).toMatchObject({ passed: 3, failed: 1 });
});

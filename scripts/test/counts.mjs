import { readFileSync } from 'node:fs';

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} remarks for people: why something counts as failed that no test reported
 */

/**
 * What a test runner's own report says. A runner that crashed, ran nothing, skipped a test or ended badly for a
 * reason outside its tests counts as failed.
 * @param {number} exitCode
 * @param {string} reportFile
 * @param {(report: any) => { passed: number, failed: number, skipped: number }} read
 * @returns {Counts}
 */
export function countReport(exitCode, reportFile, read) {
  let report;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    return { passed: 0, failed: 1, remarks: [`it ended with code ${exitCode} and left no report`] };
  }
  const { passed, failed, skipped } = read(report);
  const remarks = [];
  if (skipped > 0) remarks.push(`${skipped} skipped: a test runs or is removed`);
  if (passed + failed + skipped === 0) remarks.push('no test ran');
  if (exitCode !== 0 && failed === 0) remarks.push(`it ended with code ${exitCode} though no test failed`);
  const unreported = remarks.length > 0 && failed + skipped === 0 ? 1 : 0;
  return { passed, failed: failed + skipped + unreported, remarks };
}

/** @param {any} report vitest's JSON reporter */
export function readVitest(report) {
  /** @type {any[]} */
  const files = report.testResults;
  // A file that cannot even be loaded has no tests to report.
  const unloaded = files.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {any} report Playwright's JSON reporter */
export function readPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

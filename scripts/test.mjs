// `npm test` runs every check; `npm run types` and the like run one, with what follows `--` handed to its tool.
// The last line is `N passed, N failed`, and the exit code says the same.
import { layoutOf } from './runtime/layout.mjs';
import { CHECKS } from './test/checks.mjs';

const [wanted, ...words] = process.argv.slice(2);
const names = wanted === undefined ? Object.keys(CHECKS) : [wanted];

/** @param {string} name @returns {Promise<import('./test/counts.mjs').Counts>} */
async function run(name) {
  const check = CHECKS[name];
  if (check === undefined) throw new Error(`There is no check "${name}"; there are ${Object.keys(CHECKS).join(', ')}.`);
  console.log(`\n── ${check.title}`);
  return await check.run(layoutOf(), words);
}

const lines = [];
let passed = 0;
let failed = 0;
for (const name of names) {
  const startedAt = Date.now();
  const counts = await run(name).catch((error) => ({ passed: 0, failed: 1, remarks: [error.message] }));
  passed += counts.passed;
  failed += counts.failed;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  const remarks = counts.remarks.map((/** @type {string} */ remark) => ` (${remark})`).join('');
  lines.push(`${name.padEnd(9)} ${counts.passed} passed, ${counts.failed} failed, ${seconds} s${remarks}`);
}
console.log(`\n${lines.join('\n')}\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

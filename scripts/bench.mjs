// `npm run bench:operations`: measures the built app and prints what it found; asserts nothing.
import { layoutOf } from './runtime/layout.mjs';
import { runEndToEnd } from './test/end-to-end.mjs';

const [part, ...words] = process.argv.slice(2);
const parameters = ['--config', 'playwright.bench.config.ts', `test/bench/${part}`, ...words];
const { passed, failed } = await runEndToEnd(layoutOf(), parameters);
console.log(`${passed} measured, ${failed} could not be measured`);
process.exitCode = failed === 0 ? 0 : 1;

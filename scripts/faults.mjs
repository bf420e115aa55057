// `npm run faults -- --rounds N [--seed S] [--only ROUND]`: kills and stops running operations at random moments,
// resumes them and compares what came out with an undisturbed run. The same seed gives the same rounds.
import { parseArgs } from 'node:util';
import { layoutOf } from './runtime/layout.mjs';
import { runEndToEnd } from './test/end-to-end.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string' }, seed: { type: 'string' }, only: { type: 'string' } },
});
for (const [name, value] of Object.entries(values)) {
  if (!/^\d+$/.test(value)) throw new Error(`--${name} is "${value}", but a whole number was expected.`);
}
const settings = {
  ...(values.rounds === undefined ? {} : { TRADEWIND_FAULT_ROUNDS: values.rounds }),
  ...(values.seed === undefined ? {} : { TRADEWIND_FAULT_SEED: values.seed }),
  ...(values.only === undefined ? {} : { TRADEWIND_FAULT_ONLY: values.only }),
};
const { passed, failed, remarks } = await runEndToEnd(layoutOf(), ['test/faults'], settings);
for (const remark of remarks) console.log(remark);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

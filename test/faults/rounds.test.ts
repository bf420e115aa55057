import { expect, test } from '@playwright/test';
import { type Blow, planInWords, planOf } from './lab/fault-plan';
import { runRound } from './lab/run-round';
import { type Laboratory, openLaboratory } from './lab/undisturbed';

const wholeNumber = (name: string, otherwise: number): number => Number(process.env[name] ?? otherwise);

const rounds = wholeNumber('TRADEWIND_FAULT_ROUNDS', 10);
const seed = wholeNumber('TRADEWIND_FAULT_SEED', 1);
const only = process.env['TRADEWIND_FAULT_ONLY'];

let laboratory: Laboratory;
/** How often each kind of blow hit at each moment, and how often the run was over before it. */
const struck = new Map<string, number>();

test.beforeAll(async () => {
  test.setTimeout(180_000);
  laboratory = await openLaboratory();
});

test.afterAll(() => {
  for (const [what, times] of [...struck].sort()) process.stdout.write(`${what} ${times}\n`);
});

for (let round = 0; round < rounds; round += 1) {
  if (only !== undefined && Number(only) !== round) continue;
  const plan = planOf(seed, round);
  test(`${planInWords(plan)}: resumed, it comes out as if nothing had happened`, async () => {
    const found = await runRound(laboratory, plan);
    found.struck.forEach((how, index) => {
      const { kind, moment } = plan.blows[index] as Blow;
      const key = `${kind} at ${moment}: ${how}`;
      struck.set(key, (struck.get(key) ?? 0) + 1);
    });
    expect(found.outcomes).toEqual(laboratory.jobs[plan.job].outcomes);
    expect(found.state).toEqual({
      integrity: 'ok',
      brokenReferences: 0,
      active: [],
      checkpointRows: 0,
      checkpointFiles: [],
      temporaryFiles: [],
      badFiles: [],
    });
    expect(found.processesLeft).toEqual([]);
  });
}

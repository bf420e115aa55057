import { join } from 'node:path';
import { buildApp } from '../build/build-app.mjs';
import { layoutOf } from '../runtime/layout.mjs';
import { electronEnvironment, readRuntime, sandboxSwitches } from '../runtime/runtime-record.mjs';
import { planLaunch } from './launch-plan.mjs';
import { runChild } from './run-child.mjs';
import { lacksDisplay, startVirtualDisplay } from './virtual-display.mjs';

const BAD_INPUT = 2;
const FAILED = 1;

/** A virtual display has no graphics card and usually no session bus, which Chromium would go on about. */
const VIRTUAL = ['--disable-gpu', '--log-level=3'];

/** @param {string} line */
const say = (line) => console.error(`tradewind: ${line}`);

/**
 * Starts the app for what the person typed and answers with its exit code.
 * @param {readonly string[]} typed
 * @param {() => void} stopLeaving ends what makes a signal end this process, once there is a child to hand it on to
 * @returns {Promise<number>}
 */
export async function launch(typed, stopLeaving) {
  const plan = planLaunch(typed);
  if ('fault' in plan) return refuse(plan.fault, BAD_INPUT, typed);
  try {
    const layout = layoutOf();
    const runtime = readRuntime(layout);
    await buildApp(layout, say);
    const environment = electronEnvironment(runtime);
    /** @param {readonly string[]} switches @param {Record<string, string>} variables */
    const run = (switches, variables) => {
      const forChromium = [...sandboxSwitches(), ...switches, ...plan.switches];
      const parameters = [layout.root, ...forChromium, '--', ...plan.forApp];
      return runChild(runtime.executable, parameters, variables, stopLeaving);
    };
    if (plan.mode === 'command' || !lacksDisplay(environment)) return await run([], environment);
    const display = await startVirtualDisplay(join(layout.runtime, 'displays'));
    say(`there is no display; the window opens on a virtual one (Xvfb ${display.environment.DISPLAY}).`);
    try {
      return await run(VIRTUAL, { ...environment, ...display.environment });
    } finally {
      await display.stop();
    }
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), FAILED, typed);
  }
}

/** @param {string} message @param {number} code @param {readonly string[]} typed */
function refuse(message, code, typed) {
  if (typed.includes('--json')) {
    const failure = { code: code === BAD_INPUT ? 'bad_arguments' : 'internal', message };
    console.log(JSON.stringify({ kind: 'error', failure }));
  } else {
    say(message);
  }
  return code;
}

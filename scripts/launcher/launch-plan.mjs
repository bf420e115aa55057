/**
 * @typedef {object} LaunchPlan
 * @property {'window' | 'command'} mode
 * @property {string[]} switches for Chromium
 * @property {string[]} forApp what the app finds behind `--`
 */

/**
 * A windowless run needs no graphics and none of Chromium's remarks on stderr. With a graphics process of its own, a
 * SIGTERM to the whole group would end that one too, and Chromium aborts when it is gone.
 */
const WINDOWLESS = ['--headless', '--disable-gpu', '--in-process-gpu', '--log-level=3'];

/** Switches by which Chromium marks its own child processes: given to the first process they crash it. */
const RESERVED = /^--type(=|$)/;

/**
 * Sorts what the person typed. Whatever belongs to the app goes behind `--`, where Chromium does not look; in front
 * of it only `start` lets switches through.
 * @param {readonly string[]} typed
 * @returns {LaunchPlan | { fault: string }}
 */
export function planLaunch(typed) {
  const at = indexOfCommand(typed);
  if (at === -1) return planWithoutCommand(typed);
  if (typed[at] !== 'start') return { mode: 'command', switches: WINDOWLESS, forApp: [...typed] };
  return planWindow([...typed.slice(0, at), ...typed.slice(at + 1)]);
}

/** @param {readonly string[]} options @returns {LaunchPlan | { fault: string }} */
function planWindow(options) {
  /** @type {string[]} */
  const switches = [];
  /** @type {string[]} */
  const forApp = [];
  for (let at = 0; at < options.length; at += 1) {
    const option = /** @type {string} */ (options[at]);
    if (option === '--profile') {
      at += 1;
      const folder = options[at];
      if (folder === undefined) return { fault: '--profile needs a folder, for instance --profile ./my-profile.' };
      forApp.push('--profile', folder);
    } else if (option.startsWith('--profile=')) {
      forApp.push('--profile', option.slice('--profile='.length));
    } else if (RESERVED.test(option) || option === '--') {
      return { fault: `"${option}" is a switch that Chromium keeps for itself.` };
    } else if (option.startsWith('--') && option !== '--json') {
      switches.push(option);
    } else {
      return { fault: `"${option}" does not go with start; it takes --profile DIR and Chromium switches.` };
    }
  }
  return { mode: 'window', switches, forApp };
}

/** @param {readonly string[]} typed */
function indexOfCommand(typed) {
  for (let at = 0; at < typed.length; at += 1) {
    if (typed[at] === '--profile') at += 1;
    else if (!typed[at]?.startsWith('-')) return at;
  }
  return -1;
}

/**
 * Without a command the app would open its window, which has no place in a windowless run: a person gets the help, a
 * program that wants JSON gets to know that something is missing.
 * @param {readonly string[]} typed
 * @returns {LaunchPlan | { fault: string }}
 */
function planWithoutCommand(typed) {
  if (typed.some((word) => /^(-h|--help|--version)$/.test(word))) {
    return { mode: 'command', switches: WINDOWLESS, forApp: [...typed] };
  }
  if (typed.includes('--json')) return { fault: 'A command is missing. "tradewind help" lists them all.' };
  return { mode: 'command', switches: WINDOWLESS, forApp: [...typed, 'help'] };
}

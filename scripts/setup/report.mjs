/** @param {string} line */
export function say(line) {
  console.log(`setup: ${line}`);
}

/** @param {unknown} error */
export function reportFailure(error) {
  // A set-up error is written for the person; anything else is a fault of the script, whose place helps.
  const isExpected = error instanceof Error && error.name === 'SetupError';
  console.error(`setup: ${isExpected ? error.message : error instanceof Error ? error.stack : error}`);
  process.exitCode = 1;
}

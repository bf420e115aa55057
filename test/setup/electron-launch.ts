import { join, resolve } from 'node:path';
import { electronEnvironment, readRuntime } from '../../scripts/runtime/runtime-record.mjs';

/** What Playwright's `_electron.launch` takes, as far as the runtime decides it. */
export interface ElectronLaunch {
  readonly executablePath: string;
  readonly args: string[];
  readonly env: Record<string, string>;
  readonly cwd: string;
  readonly chromiumSandbox: boolean;
}

const ROOT = resolve(import.meta.dirname, '../..');

/** The built app with its window, on a profile of its own, in the Electron that `npm run setup` chose. */
export function electronLaunch(profile: string, switches: readonly string[] = []): ElectronLaunch {
  const runtime = readRuntime();
  return {
    executablePath: runtime.executable,
    args: [ROOT, ...switches, '--', '--profile', profile],
    env: electronEnvironment(runtime),
    cwd: ROOT,
    chromiumSandbox: process.getuid?.() !== 0,
  };
}

/** The launcher as a person calls it: `[executable, arguments]` for `spawn`. */
export function launcherCommand(...words: readonly string[]): readonly [string, string[]] {
  return [process.execPath, [join(ROOT, 'bin', 'tradewind.mjs'), ...words]];
}

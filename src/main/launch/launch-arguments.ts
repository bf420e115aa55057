/** What the launcher handed over: everything behind the first `--` of the process arguments. */
export interface LaunchArguments {
  readonly profile: string | null;
  readonly json: boolean;
  /** The command and its arguments; empty means: open the window. */
  readonly command: readonly string[];
}

export type LaunchArgumentsOutcome =
  | { readonly ok: true; readonly value: LaunchArguments }
  | { readonly ok: false; readonly message: string };

/**
 * Electron keeps its own switches before `--`; whatever a person typed stands behind it.
 * `--profile` and `--json` may stand before or after the command, so that both orders people try work.
 */
export function parseLaunchArguments(argv: readonly string[]): LaunchArgumentsOutcome {
  const separator = argv.indexOf('--');
  const given = separator === -1 ? [] : argv.slice(separator + 1);
  const command: string[] = [];
  let profile: string | null = null;
  let json = false;
  for (let index = 0; index < given.length; index += 1) {
    const argument = given[index] as string;
    if (argument === '--json') {
      json = true;
    } else if (argument === '--profile') {
      const folder = given[index + 1];
      if (folder === undefined || folder === '' || folder.startsWith('--')) {
        return { ok: false, message: '--profile needs a folder, for instance --profile ./my-profile.' };
      }
      profile = folder;
      index += 1;
    } else if (argument.startsWith('--profile=')) {
      profile = argument.slice('--profile='.length);
      if (profile === '') {
        return { ok: false, message: '--profile needs a folder, for instance --profile ./my-profile.' };
      }
    } else {
      command.push(argument);
    }
  }
  return { ok: true, value: { profile, json, command } };
}

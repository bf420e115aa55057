import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCommand } from '../../../src/main/cli/command-line';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import { HostedCommand } from '../../../src/main/local-socket/hosted-command';
import { type CommandEnd, type Line, REPOSITORY } from './command';

const VERSION = (JSON.parse(readFileSync(join(REPOSITORY, 'package.json'), 'utf8')) as { version: string }).version;

/** A command run in the app that serves a profile, without starting a process for it. */
export interface Hosted {
  readonly lines: readonly Line[];
  /** Settles with the line that first fits. */
  line(fits: (line: Line) => boolean): Promise<Line>;
  readonly ended: Promise<number>;
}

export function hosted(profile: string, ...words: string[]): Hosted {
  const lines: Line[] = [];
  const looks = new Set<() => void>();
  const reporter = jsonReporter({
    isTerminal: false,
    columns: 0,
    line: (text: string) => {
      lines.push(JSON.parse(text) as Line);
      for (const look of [...looks]) look();
    },
    raw: () => {},
    flushed: () => Promise.resolve(),
    onReaderGone: () => {},
  });
  const { ended } = new HostedCommand({ profile, version: VERSION, command: parseCommand(words), reporter });
  const line = (fits: (line: Line) => boolean): Promise<Line> =>
    new Promise((settle, fail) => {
      const look = (): void => {
        const found = lines.find(fits);
        if (found === undefined) return;
        looks.delete(look);
        settle(found);
      };
      looks.add(look);
      ended.then(() => fail(new Error(`${words.join(' ')} ended without the line that was awaited`)), fail);
      look();
    });
  return { lines, line, ended };
}

/** Runs a command in the app that serves the profile, to its end. */
export async function askHost(profile: string, ...words: string[]): Promise<CommandEnd> {
  const { lines, ended } = hosted(profile, ...words);
  return { code: await ended, lines: [...lines], stderr: '' };
}

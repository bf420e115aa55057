import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { FailureCode } from '../../contract/failure';
import { FailureError, failure } from '../../contract/failure';
import { nearestName } from '../../contract/nearest-name';
import { COMMANDS, type CommandName, type CommandSpec, usageOf } from './command-table';

/** A command as typed: known words, known options, numbers that are numbers. What they mean is checked later. */
export interface ParsedCommand {
  readonly name: CommandName;
  /** A path is absolute; empty when there is none. */
  readonly positional: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly numbers: ReadonlyMap<string, number>;
  readonly lists: ReadonlyMap<string, readonly string[]>;
  readonly flags: ReadonlySet<string>;
}

const refuse = (message: string, code: FailureCode = 'bad_arguments'): never => {
  throw new FailureError(failure(code, message));
};

/** @throws FailureError `bad_arguments` naming the word, what was expected and the nearest known one. */
export function parseCommand(words: readonly string[]): ParsedCommand {
  const [first] = words;
  if (first === undefined || words.includes('--help') || words.includes('-h')) return bare('help');
  if (first === '--version') return bare('version');
  const [name, spec] = findCommand(words);
  return readArguments(name, spec, words.slice(spec.words.length));
}

const bare = (name: CommandName): ParsedCommand => ({
  name,
  positional: '',
  texts: new Map(),
  numbers: new Map(),
  lists: new Map(),
  flags: new Set(),
});

function findCommand(words: readonly string[]): [CommandName, CommandSpec] {
  const entries = Object.entries(COMMANDS) as [CommandName, CommandSpec][];
  const found = entries.find(([, spec]) => spec.words.every((word, index) => words[index] === word));
  if (found) return found;
  const typed = words.slice(0, 2).join(' ');
  const known = entries.map(([, spec]) => spec.words.join(' '));
  const family = entries.filter(([, spec]) => spec.words.length > 1 && spec.words[0] === words[0]);
  if (family.length > 0) {
    const options = family.map(([, spec]) => spec.words[1]).join(', ');
    return refuse(`"${typed}" is not a command; after "${words[0]}" one of these is expected: ${options}.`);
  }
  const nearest = nearestName(typed, known) ?? nearestName(words[0] ?? '', known);
  return refuse(
    `"${words[0]}" is not a command${nearest ? `; did you mean "${nearest}"?` : '.'} "tradewind help" lists them all.`,
  );
}

function readArguments(name: CommandName, spec: CommandSpec, rest: readonly string[]): ParsedCommand {
  const usage = `Usage: tradewind ${usageOf(spec)}`;
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([option, { takes, repeatable }]) => [
      option,
      takes === 'nothing' ? { type: 'boolean' as const } : { type: 'string' as const, multiple: repeatable ?? false },
    ]),
  );
  const parsed = (() => {
    try {
      return parseArgs({ args: joinNegativeNumbers(rest), options, allowPositionals: true, strict: true });
    } catch (error) {
      return refuse(`${describeParseError(error, spec)} ${usage}`);
    }
  })();
  const wanted = spec.positional === null ? 0 : 1;
  if (spec.positional !== null && !spec.positional.optional && parsed.positionals.length < wanted) {
    refuse(`${spec.positional.name} is missing. ${usage}`);
  }
  const surplus = parsed.positionals.slice(wanted);
  // `--set a=1 b=2` as well as `--set a=1 --set b=2`.
  const moreSettings =
    Array.isArray(parsed.values['set']) && surplus.every((word) => word.includes('=')) ? surplus : [];
  if (surplus.length > moreSettings.length) refuse(`"${surplus[0]}" is one argument too many. ${usage}`);

  const texts = new Map<string, string>();
  const numbers = new Map<string, number>();
  const lists = new Map<string, readonly string[]>();
  const flags = new Set<string>();
  for (const [option, value] of Object.entries(parsed.values)) {
    const takes = spec.options[option]?.takes;
    if (value === true) flags.add(option);
    else if (Array.isArray(value)) lists.set(option, [...value.map(String), ...moreSettings]);
    else if (typeof value !== 'string') continue;
    else if (takes === 'number' || takes === 'integer') numbers.set(option, readNumber(option, value, takes));
    else texts.set(option, value);
  }
  const typed = parsed.positionals.slice(0, wanted)[0] ?? '';
  const positional = spec.positional?.kind === 'path' ? resolve(typed) : typed;
  return { name, positional, texts, numbers, lists, flags };
}

/** `--fail-at -5` is a value, not an option; the parser takes it only as `--fail-at=-5`. */
const joinNegativeNumbers = (words: readonly string[]): string[] => {
  const joined: string[] = [];
  for (const word of words) {
    const previous = joined.at(-1);
    if (/^-\d/.test(word) && previous?.startsWith('--') && !previous.includes('=')) {
      joined[joined.length - 1] = `${previous}=${word}`;
    } else {
      joined.push(word);
    }
  }
  return joined;
};

function readNumber(option: string, value: string, takes: 'number' | 'integer'): number {
  const parsed = value.trim() === '' ? Number.NaN : Number(value);
  const fits = takes === 'integer' ? Number.isSafeInteger(parsed) : Number.isFinite(parsed);
  if (fits) return parsed;
  const expected = takes === 'integer' ? 'a whole number' : 'a number';
  return refuse(`--${option} is "${value}", but ${expected} was expected.`);
}

function describeParseError(error: unknown, spec: CommandSpec): string {
  const message = error instanceof Error ? error.message : String(error);
  const unknown = /Unknown option '--?([^'=]+)/.exec(message)?.[1];
  if (unknown !== undefined) {
    const nearest = nearestName(unknown, Object.keys(spec.options));
    return `--${unknown} is not an option of "${spec.words.join(' ')}"${nearest ? `; did you mean --${nearest}?` : '.'}`;
  }
  const valueless = /'--?([a-z-]+)[^']*' argument missing/.exec(message)?.[1];
  if (valueless !== undefined) return `--${valueless} needs a value.`;
  const surplus = /'--?([a-z-]+)' does not take an argument/.exec(message)?.[1];
  if (surplus !== undefined) return `--${surplus} takes no value.`;
  return message.split('\n')[0] ?? message;
}

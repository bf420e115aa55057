import { z } from 'zod';
import type { ParsedCommand } from '../cli/command-line';
import { COMMANDS, type CommandName } from '../cli/command-table';

/** What is answered before a profile is opened, or is about holding one. */
const NOT_HOSTED: readonly CommandName[] = ['help', 'version', 'serve'];

export const isHosted = (name: CommandName): boolean => !NOT_HOSTED.includes(name);

const commandNameSchema = z.custom<CommandName>(
  (name) => typeof name === 'string' && Object.hasOwn(COMMANDS, name) && isHosted(name as CommandName),
  'not a command for a host',
);

/** A parsed command as JSON. */
export const commandMessageSchema = z.strictObject({
  name: commandNameSchema,
  positional: z.string(),
  texts: z.record(z.string(), z.string()),
  numbers: z.record(z.string(), z.number()),
  lists: z.record(z.string(), z.array(z.string())),
  flags: z.array(z.string()),
});
export type CommandMessage = z.infer<typeof commandMessageSchema>;

export const messageOfCommand = ({
  name,
  positional,
  texts,
  numbers,
  lists,
  flags,
}: ParsedCommand): CommandMessage => ({
  name,
  positional,
  texts: Object.fromEntries(texts),
  numbers: Object.fromEntries(numbers),
  lists: Object.fromEntries([...lists].map(([option, values]) => [option, [...values]])),
  flags: [...flags],
});

export const commandOfMessage = (message: CommandMessage): ParsedCommand => ({
  name: message.name,
  positional: message.positional,
  texts: new Map(Object.entries(message.texts)),
  numbers: new Map(Object.entries(message.numbers)),
  lists: new Map(Object.entries(message.lists)),
  flags: new Set(message.flags),
});

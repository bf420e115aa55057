import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const hostSchema = z.strictObject({
  /** Where it listens: a path of a Unix socket, or the name of a Windows pipe. */
  address: z.string().min(1),
  /** Who knows it can read this profile's files, and may ask. */
  token: z.string().regex(/^[0-9a-f]{64}$/),
  /** What holds the profile. */
  holder: z.enum(['window', 'serve']),
});

/** How a client reaches the Tradewind that holds a profile. */
export type HostAddress = z.infer<typeof hostSchema>;

const fileOf = (profile: string): string => join(profile, 'host.json');

/** Readable by its owner alone from the moment it is there. */
export function writeHostFile(profile: string, host: HostAddress): void {
  const temporary = `${fileOf(profile)}.new`;
  rmSync(temporary, { force: true });
  writeFileSync(temporary, JSON.stringify(host), { mode: 0o600, flag: 'wx' });
  renameSync(temporary, fileOf(profile));
}

/** Null when nobody says how to be reached. */
export function readHostFile(profile: string): HostAddress | null {
  try {
    return hostSchema.parse(JSON.parse(readFileSync(fileOf(profile), 'utf8')));
  } catch {
    return null;
  }
}

export const removeHostFile = (profile: string): void => rmSync(fileOf(profile), { force: true });

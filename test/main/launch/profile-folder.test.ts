import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { prepareProfileFolder } from '../../../src/main/launch/profile-folder';

const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'tradewind-profile-'));

describe('preparing a profile folder', () => {
  it('creates it with its parents and leaves nothing in it', () => {
    const path = prepareProfileFolder(join(freshFolder(), 'a', 'b'));
    expect(statSync(path).isDirectory()).toBe(true);
    expect(readdirSync(path)).toEqual([]);
  });

  it.each([
    ['a file', (file: string) => file],
    ['a folder below a file', (file: string) => join(file, 'inside')],
  ])('refuses %s, saying what is there and what to do', (_what, pathOf) => {
    const file = join(freshFolder(), 'file');
    writeFileSync(file, 'mine');
    expect(() => prepareProfileFolder(pathOf(file))).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({
          code: 'profile_unusable',
          message: expect.stringContaining('there is a file where a folder was expected'),
        }),
      }),
    );
    expect(statSync(file).size).toBe(4);
  });

  it('refuses a place where the system lets nobody make folders', () => {
    expect(() => prepareProfileFolder('/proc/tradewind-profile/inside')).toThrow(
      expect.objectContaining({ failure: expect.objectContaining({ code: 'profile_unusable' }) }),
    );
  });
});

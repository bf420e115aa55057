import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ProfilePaths } from '../../../src/main/storage/profile-paths';

const root = resolve('/home/someone/profile');
const paths = new ProfilePaths(root);

describe('paths of a profile', () => {
  it('are stored by their place in it, with forward slashes', () => {
    expect(paths.stored(join(root, 'artifacts', 'a.model'))).toBe('artifacts/a.model');
    expect(paths.stored(join(root, '..hidden', 'x'))).toBe('..hidden/x');
  });

  it('that lie elsewhere are stored whole', () => {
    for (const path of [resolve('/data/x'), join(root, '..', 'profile2', 'x'), resolve(root, '..'), root]) {
      expect(paths.stored(path)).toBe(path);
      expect(paths.absolute(paths.stored(path))).toBe(path);
    }
  });

  it('come back as they were, and follow the folder when it is moved', () => {
    const moved = new ProfilePaths(resolve('/mnt/elsewhere'));
    const name = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !/[/\\\0:]|^\.{1,2}$/.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), (names) => {
        const path = join(root, ...names);
        expect(paths.absolute(paths.stored(path))).toBe(path);
        expect(moved.absolute(paths.stored(path))).toBe(join(resolve('/mnt/elsewhere'), ...names));
      }),
    );
  });
});

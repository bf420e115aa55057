import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStrategyFile, StrategyLibrary } from '../../../src/main/strategies/strategy-library';

let home = '';
let library: StrategyLibrary;

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tradewind-strategies-'));
  mkdirSync(join(home, 'samples'));
  writeFileSync(join(home, 'samples', 'one.yaml'), 'name: one');
  writeFileSync(join(home, 'samples', 'notes.txt'), 'not a strategy');
  library = new StrategyLibrary(join(home, 'strategies'), join(home, 'samples'));
});

afterEach(() => rmSync(home, { recursive: true }));

describe('the strategy library', () => {
  it('starts with the samples and never brings back what was deleted', () => {
    library.addSamplesOnce();
    expect(library.list().map(({ fileName }) => fileName)).toEqual(['one.yaml']);
    rmSync(join(library.folder, 'one.yaml'));
    library.addSamplesOnce();
    expect(library.list()).toEqual([]);
  });

  it('keeps both files when an added one has a name that is taken', () => {
    library.addSamplesOnce();
    writeFileSync(join(home, 'one.yaml'), 'name: other');
    expect(library.add(join(home, 'one.yaml')).fileName).toBe('one 2.yaml');
    expect(library.read('one.yaml').text).toBe('name: one');
    expect(library.read('one 2.yaml').text).toBe('name: other');
  });

  it('reads only inside its folder', () => {
    library.addSamplesOnce();
    expect(() => library.read('../samples/notes.txt')).toThrow('There is no strategy file');
  });

  it('says which file is missing, and refuses one that is too large', () => {
    expect(() => readStrategyFile(join(home, 'nowhere.yaml'))).toThrow('nowhere.yaml. Check the path.');
    writeFileSync(join(home, 'large.yaml'), Buffer.alloc(1_000_001, 0x20));
    expect(() => readStrategyFile(join(home, 'large.yaml'))).toThrow('at most 1000000');
  });
});

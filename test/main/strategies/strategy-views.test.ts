import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { strategyFileSchema, strategyListingSchema } from '../../../src/contract/strategy-files';
import { StrategyLibrary } from '../../../src/main/strategies/strategy-library';
import { checkStrategy, readStrategy, strategyListings } from '../../../src/main/strategies/strategy-views';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';

let home = '';
let library: StrategyLibrary;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tradewind-views-'));
  mkdirSync(join(home, 'samples'));
  writeFileSync(join(home, 'samples', 'pullback.yaml'), PULLBACK_YAML);
  library = new StrategyLibrary(join(home, 'strategies'), join(home, 'samples'));
  library.addSamplesOnce();
});
afterEach(() => rmSync(home, { recursive: true }));

const listings = () => strategyListings(library).map((one) => strategyListingSchema.parse(one));

describe('the strategies of a profile', () => {
  it('are listed with what they are about, whether they are valid, and which came with the app', () => {
    writeFileSync(join(library.folder, 'own.yml'), 'name: [');
    expect(listings()).toMatchObject([
      { fileName: 'own.yml', name: 'own.yml', symbol: null, timeframe: null, valid: false, isSample: false },
      {
        fileName: 'pullback.yaml',
        name: 'desk_pullback',
        description: 'Buys what fell far.',
        symbol: 'DEMOFX',
        timeframe: '1h',
        valid: true,
        isSample: true,
      },
    ]);
  });

  it('are listed although one of them cannot be read, which is listed as not valid', () => {
    writeFileSync(join(library.folder, 'large.yaml'), Buffer.alloc(1_000_001, 0x20));
    mkdirSync(join(library.folder, 'folder.yaml'));
    symlinkSync(join(home, 'nowhere'), join(library.folder, 'dangling.yaml'));
    expect(listings().map(({ fileName, valid }) => [fileName, valid])).toEqual([
      ['dangling.yaml', false],
      ['folder.yaml', false],
      ['large.yaml', false],
      ['pullback.yaml', true],
    ]);
  });

  it('are none when the folder was removed, until one is added', () => {
    rmSync(library.folder, { recursive: true });
    expect(listings()).toEqual([]);
    expect(library.add(join(home, 'samples', 'pullback.yaml')).fileName).toBe('pullback.yaml');
    expect(listings()).toHaveLength(1);
  });

  it('are read with every parameter in force, or with what is wrong and where', () => {
    const file = strategyFileSchema.parse(readStrategy(library.read('pullback.yaml')));
    expect(file).toMatchObject({ problems: [], warnings: [], parameters: { 'training.epochs': '40' } });
    const text = PULLBACK_YAML.replace('\nindicators:', '\nindicator:');
    const broken = readStrategy({ fileName: 'broken.yaml', text, modifiedAt: '' });
    expect(broken.parameters).toEqual({});
    expect(broken.problems).toContainEqual({
      message: '`indicator` is not a known key; did you mean `indicators`?',
      path: 'indicator',
      line: 10,
      column: 1,
    });
  });

  it('are checked while they are typed', () => {
    expect(checkStrategy(PULLBACK_YAML, 'x.yaml')).toEqual({ problems: [], warnings: [] });
    const spare = PULLBACK_YAML.replace('  trend: {', '  spare: {type: rsi, period: 5}\n  trend: {');
    expect(checkStrategy(spare, 'x.yaml').warnings).toHaveLength(1);
    expect(checkStrategy('', 'x.yaml').problems).not.toEqual([]);
  });
});

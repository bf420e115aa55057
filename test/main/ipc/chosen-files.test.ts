import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chosenFileSchema } from '../../../src/contract/ipc';
import { ChosenFiles } from '../../../src/main/ipc/chosen-files';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tradewind-chosen-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

describe('a file the person chose', () => {
  it('is known to the window by a handle, its name, size and first lines, never by its path', () => {
    const files = new ChosenFiles();
    const path = written('bars.csv', 'date,close\r\n2020-01-02,1\n\n2020-01-03,2');
    const chosen = chosenFileSchema.parse(files.add(path));
    expect(chosen).toMatchObject({
      name: 'bars.csv',
      bytes: 38,
      preview: ['date,close', '2020-01-02,1', '2020-01-03,2'],
    });
    expect(JSON.stringify(chosen)).not.toContain(folder);
    expect(files.pathOf(chosen.handle)).toBe(path);
  });

  it('shows eight lines at most, and none that was cut off', () => {
    const files = new ChosenFiles();
    const many = Array.from({ length: 20 }, (_, index) => `line ${index}`).join('\n');
    expect(files.add(written('many.csv', many)).preview).toHaveLength(8);
    const long = `short\n${'x'.repeat(5_000)}\n`;
    expect(files.add(written('long.csv', long)).preview).toEqual(['short']);
    expect(files.add(written('empty.csv', '')).preview).toEqual([]);
  });

  it('is refused when it cannot be read, by its name alone', () => {
    const files = new ChosenFiles();
    mkdirSync(join(folder, 'folder.csv'));
    for (const name of ['nowhere.csv', 'folder.csv']) {
      expect(() => files.add(join(folder, name))).toThrow(
        expect.objectContaining({ failure: expect.objectContaining({ code: 'file_missing' }) }),
      );
    }
  });

  it('is the only one the window can name', () => {
    const files = new ChosenFiles();
    const { handle } = files.add(written('a.csv', 'a'));
    for (const guess of ['', join(folder, 'a.csv'), '__proto__']) {
      expect(() => files.pathOf(guess)).toThrow('Choose it again');
    }
    expect(() => new ChosenFiles().pathOf(handle)).toThrow('Choose it again');
  });
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeTemporaryFiles } from '../../../src/main/market-data/remove-temporary-files';

test('only half-written files go, from each folder that is there', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tradewind-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['a.parquet', 'a.parquet.0123456789ab.tmp', 'b.equity.ffffffffffff.tmp', 'tmp']) {
    writeFileSync(join(folder, name), '');
  }
  expect(await removeTemporaryFiles([folder, join(folder, 'none')])).toBe(2);
  expect(readdirSync(folder)).toEqual(['a.parquet', 'tmp']);
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Puts an empty file where a worker would have written one; answers with its path. */
export function standInFile(path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, '');
  return path;
}

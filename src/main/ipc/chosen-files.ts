import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { FailureError, failure } from '../../contract/failure';
import type { ChosenFile } from '../../contract/ipc';

const PREVIEW_BYTES = 4_096;
const PREVIEW_LINES = 8;

/** Files the person chose: the window gets a handle, never a path, and can name no other file. */
export class ChosenFiles {
  readonly #paths = new Map<string, string>();

  /** @throws FailureError `file_missing` when it cannot be read. */
  add(path: string): ChosenFile {
    const handle = randomUUID();
    try {
      const chosen = { handle, name: basename(path), bytes: statSync(path).size, preview: firstLines(path) };
      this.#paths.set(handle, path);
      return chosen;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new FailureError(failure('file_missing', `${basename(path)} cannot be read: ${reason}.`));
    }
  }

  /** @throws FailureError `bad_arguments` for a handle nobody was given. */
  pathOf(handle: string): string {
    const path = this.#paths.get(handle);
    if (path === undefined) {
      throw new FailureError(failure('bad_arguments', 'That file was not chosen in this session. Choose it again.'));
    }
    return path;
  }
}

function firstLines(path: string): string[] {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(PREVIEW_BYTES);
    const length = readSync(file, bytes, 0, PREVIEW_BYTES, 0);
    const lines = bytes.toString('utf8', 0, length).split(/\r?\n/);
    if (length === PREVIEW_BYTES) lines.pop();
    return lines.filter((line) => line !== '').slice(0, PREVIEW_LINES);
  } finally {
    closeSync(file);
  }
}

import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
} from 'node:fs';
import { basename, extname, join } from 'node:path';
import { FailureError, failure } from '../../contract/failure';

const LARGEST_STRATEGY_BYTES = 1_000_000;

const isStrategyName = (name: string): boolean => /\.ya?ml$/i.test(name) && !name.startsWith('.');

export interface StrategyText {
  readonly fileName: string;
  readonly text: string;
  readonly modifiedAt: string;
}

/** The strategy files of a profile: a plain folder that any editor may open. */
export class StrategyLibrary {
  constructor(
    readonly folder: string,
    private readonly samplesFolder: string,
  ) {}

  /** Puts the samples there the first time; what a person changed or deleted later stays as it is. */
  addSamplesOnce(): void {
    if (existsSync(this.folder)) return;
    const fresh = `${this.folder}.new`;
    mkdirSync(fresh, { recursive: true });
    for (const name of this.sampleNames()) copyFileSync(join(this.samplesFolder, name), join(fresh, name));
    renameSync(fresh, this.folder);
  }

  sampleNames(): string[] {
    return readdirSync(this.samplesFolder).filter(isStrategyName).sort();
  }

  /** What cannot be read is there without a text; reading it tells why. */
  list(): StrategyText[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .filter(isStrategyName)
      .sort()
      .map((fileName) => this.#readOrEmpty(fileName));
  }

  /** @throws FailureError `file_missing` or `bad_strategy` (too large). */
  read(fileName: string): StrategyText {
    return readStrategyFile(join(this.folder, basename(fileName)));
  }

  /** Copies a file the person chose; a name that is taken gets a number. */
  add(path: string): StrategyText {
    readStrategyFile(path);
    mkdirSync(this.folder, { recursive: true });
    const name = basename(path);
    const extension = extname(name);
    const stem = name.slice(0, name.length - extension.length);
    let free = name;
    for (let number = 2; existsSync(join(this.folder, free)); number += 1) free = `${stem} ${number}${extension}`;
    copyFileSync(path, join(this.folder, free));
    return this.read(free);
  }

  #readOrEmpty(fileName: string): StrategyText {
    try {
      return this.read(fileName);
    } catch {
      const status = lstatSync(join(this.folder, fileName), { throwIfNoEntry: false });
      return { fileName, text: '', modifiedAt: (status?.mtime ?? new Date(0)).toISOString() };
    }
  }
}

/** @throws FailureError `file_missing`, or `bad_strategy` when the file is too large to be one. */
export function readStrategyFile(path: string): StrategyText {
  try {
    const { size, mtime } = statSync(path);
    if (size > LARGEST_STRATEGY_BYTES) {
      throw new FailureError(
        failure('bad_strategy', `${path} has ${size} bytes; a strategy file has at most ${LARGEST_STRATEGY_BYTES}.`),
      );
    }
    return { fileName: basename(path), text: readFileSync(path, 'utf8'), modifiedAt: mtime.toISOString() };
  } catch (error) {
    if (error instanceof FailureError) throw error;
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new FailureError(
      failure(
        'file_missing',
        missing
          ? `There is no strategy file at ${path}. Check the path.`
          : `The strategy file ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      ),
    );
  }
}

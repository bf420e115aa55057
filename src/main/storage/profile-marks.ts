import { closeSync, existsSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder';

/**
 * Two small files beside the database that outlive the process whatever ends it: one lies there while the database is
 * open, the other from the moment damage was seen until the database was checked or restored.
 */
export class ProfileMarks {
  readonly #open: string;
  readonly #damaged: string;

  constructor(private readonly database: string) {
    this.#open = `${database}-open`;
    this.#damaged = `${database}-damaged`;
  }

  /** True while the database is open, and after a session that did not come to close it. */
  get isOpen(): boolean {
    return existsSync(this.#open);
  }

  get isDamaged(): boolean {
    return existsSync(this.#damaged);
  }

  markOpen(): void {
    this.#write(this.#open, `${process.pid}\n`);
  }

  clearOpen(): void {
    rmSync(this.#open, { force: true });
  }

  markDamaged(detail: string): void {
    this.#write(this.#damaged, `${detail}\n`);
  }

  clearDamaged(): void {
    rmSync(this.#damaged, { force: true });
  }

  #write(path: string, text: string): void {
    const file = openSync(path, 'w');
    try {
      writeSync(file, text);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    syncFolder(dirname(this.database));
  }
}

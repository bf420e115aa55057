import type { Database } from 'better-sqlite3';

/**
 * Throws what SQLite says when the database is locked by another program or may only be read. A file that may only be
 * read opens, and even begins a transaction, without complaint; only a change that is taken back again tells.
 */
export function proveWritable(database: Database): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  database.exec('BEGIN IMMEDIATE');
  try {
    database.pragma(`user_version = ${version}`);
  } finally {
    database.exec('ROLLBACK');
  }
}

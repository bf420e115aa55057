import type { Database } from 'better-sqlite3';

/** The texts a column's CHECK lists, read out of the schema itself. */
export function listedInCheck(database: Database, table: string, column: string): string[] {
  const { sql } = database.prepare('SELECT sql FROM sqlite_schema WHERE name = ?').get(table) as { sql: string };
  const list = new RegExp(`CHECK \\(${column} IN \\(([^)]*)\\)\\)`).exec(sql)?.[1] ?? '';
  return list.split(',').map((text) => text.trim().slice(1, -1));
}

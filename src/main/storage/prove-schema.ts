import Database from 'better-sqlite3';
import { migrate } from './migrate';
import { DatabaseDamage } from './sqlite-failure';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/**
 * A flipped bit in the text of the schema is no damage to SQLite: it is another schema, with which our statements make no
 * sense. So every table of ours must have its columns, and be one that can be written. What others added is their affair.
 * Compiles statements only, reads no row.
 * @throws DatabaseDamage
 */
export function proveSchema(database: Database.Database, nativeBinding: string | undefined): void {
  for (const { name, columns } of expectedTables(nativeBinding)) {
    for (const sql of [
      `SELECT ${columns.join(', ')} FROM ${name}`,
      `INSERT INTO ${name} DEFAULT VALUES`,
      `DELETE FROM ${name}`,
    ]) {
      try {
        database.prepare(sql);
      } catch (error) {
        if (!(error instanceof Database.SqliteError) || error.code !== 'SQLITE_ERROR') throw error;
        throw new DatabaseDamage(`was damaged (its schema: ${error.message})`);
      }
    }
  }
}

function expectedTables(nativeBinding: string | undefined): Table[] {
  const model = new Database(':memory:', nativeBinding === undefined ? {} : { nativeBinding });
  try {
    migrate(model, ':memory:');
    const names = model
      .prepare<[], string>(
        `SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite%'`,
      )
      .pluck()
      .all();
    const columns = model.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck();
    return names.map((name) => ({ name, columns: columns.all(name) }));
  } finally {
    model.close();
  }
}

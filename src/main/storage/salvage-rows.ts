import Database from 'better-sqlite3';
import { OPERATION_COLUMNS, OPERATION_DETAILS, type OperationRow, operationOfRow } from '../operations/operation-row';

/** Others refer to these, so they come first. */
const FIRST_TABLES = ['strategies', 'datasets', 'operations', 'operation_details'];
/** What waits to be deleted is not brought back: its files may have found another owner. */
const LEFT_OUT = ['discarded_files'];
/** Single keys are tried one by one over at most so wide a damaged stretch. */
const WIDEST_STRETCH = 1_000_000;

export interface SalvageOptions {
  /** Opened for reading; may be damaged anywhere. */
  readonly source: Database.Database;
  /** Whole, with the newest schema. What is there already is left as it is. */
  readonly target: Database.Database;
  /** `absent`: of operations that the target does not know, everything; of others nothing. */
  readonly operations: 'all' | 'absent';
}

export interface Salvaged {
  readonly operations: number;
  readonly rows: number;
  /** Names of tables with parts that could not be read. */
  readonly unreadable: readonly string[];
}

type Row = Record<string, string | number | null>;

interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
}

/**
 * Copies every row that can still be read. A row that breaks a rule of the schema is left out, and so is an operation
 * that makes no sense with all that belongs to it.
 */
export function salvageRows(options: SalvageOptions): Salvaged {
  return new Salvage(options).run();
}

class Salvage {
  readonly #source: Database.Database;
  readonly #target: Database.Database;
  readonly #unreadable = new Set<string>();
  /** Numbers of operations in the source → in the target: meanwhile other operations may have got theirs. */
  readonly #numbers = new Map<number, number>();
  readonly #operationIds: string[] = [];
  readonly #added: number[] = [];
  #rows = 0;

  constructor(private readonly options: SalvageOptions) {
    this.#source = options.source;
    this.#target = options.target;
  }

  run(): Salvaged {
    this.#target.pragma('foreign_keys = ON');
    return this.#target
      .transaction((): Salvaged => {
        const before = this.#count();
        for (const table of this.#tables()) this.#copy(table);
        this.#dropSenseless();
        return { operations: this.#count() - before, rows: this.#rows, unreadable: [...this.#unreadable] };
      })
      .immediate();
  }

  #count(): number {
    return this.#target.prepare<[], number>('SELECT count(*) FROM operations').pluck().get() ?? 0;
  }

  #tables(): TableShape[] {
    const names = this.#target
      .prepare<[], string>(
        `SELECT name FROM pragma_table_list
         WHERE type = 'table' AND schema = 'main' AND name NOT LIKE 'sqlite%' ORDER BY name`,
      )
      .pluck()
      .all()
      .filter((name) => !LEFT_OUT.includes(name));
    const ordered = [...FIRST_TABLES, ...names.filter((name) => !FIRST_TABLES.includes(name))];
    return ordered.map((name) => this.#shapeOf(name));
  }

  #shapeOf(name: string): TableShape {
    const read = (database: Database.Database) =>
      database.prepare<[string], { name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)').all(name);
    const target = read(this.#target);
    const known = new Set(this.#attempt(name, () => read(this.#source).map((column) => column.name)) ?? []);
    return {
      name,
      columns: target.map((column) => column.name).filter((column) => known.has(column)),
      key: target
        .filter(({ pk }) => pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((column) => column.name),
    };
  }

  #copy(table: TableShape): void {
    if (table.name === 'operations') this.#copyOperations(table);
    else if (table.name === 'operation_details') this.#copyDetails(table);
    else if (table.columns.includes('operation_id')) {
      const keep = this.#keeper(table);
      for (const id of this.#operationIds) this.#read(table, 'WHERE operation_id = ?', [id], keep);
    } else if (table.columns.length > 0) {
      this.#read(table, '', [], this.#keeper(table));
    }
  }

  #keeper(table: TableShape): (row: Row) => void {
    const insert = this.#insertInto(table.name, table.columns);
    return (row) => {
      this.#rows += tried(() => insert.run(row).changes);
    };
  }

  #copyOperations(table: TableShape): void {
    if (table.columns.length === 0) return;
    const known = this.#target.prepare<[unknown], number>('SELECT id FROM operations WHERE operation_id = ?').pluck();
    const columns = table.columns.filter((column) => column !== 'id');
    const insert = this.#insertInto(table.name, columns);
    this.#read(table, '', [], (row) => {
      const sourceNumber = row['id'] as number;
      const operationId = String(row['operation_id']);
      if (this.#numbers.has(sourceNumber)) return;
      const present = known.get(operationId);
      if (present !== undefined && this.options.operations === 'absent') return;
      const loose = { ...row, parent_operation_id: null, strategy_hash: null };
      const added =
        present === undefined ? tried(() => insert.run(row).changes) || tried(() => insert.run(loose).changes) : 0;
      const number = known.get(operationId);
      if (number === undefined) return;
      if (added > 0) this.#added.push(number);
      this.#rows += added;
      this.#numbers.set(sourceNumber, number);
      this.#operationIds.push(operationId);
    });
  }

  #copyDetails(table: TableShape): void {
    if (table.columns.length === 0) return;
    const insert = this.#insertInto(table.name, table.columns);
    this.#read(table, '', [], (row) => {
      const number = this.#numbers.get(row['id'] as number);
      if (number !== undefined) this.#rows += tried(() => insert.run({ ...row, id: number }).changes);
    });
  }

  /** From the front up to a damaged part, then from the back down to it, then what lies between by its number. */
  #read(table: TableShape, where: string, values: readonly string[], keep: (row: Row) => void): void {
    const { name, columns, key } = table;
    const first = key[0] ?? 'rowid';
    const select = `SELECT ${columns.join(', ')} FROM ${name} ${where}`;
    const ends: unknown[] = [];
    for (const direction of ['ASC', 'DESC']) {
      const order = key.map((column) => `${column} ${direction}`).join(', ');
      let last: unknown = null;
      const isWhole = this.#attempt(name, () => {
        for (const row of this.#source.prepare<string[], Row>(`${select} ORDER BY ${order}`).iterate(...values)) {
          last = row[first];
          keep(row);
        }
        return true;
      });
      if (isWhole) return;
      ends.push(last);
    }
    const [low, high] = ends;
    if (key.length !== 1 || typeof low !== 'number' || typeof high !== 'number' || high - low > WIDEST_STRETCH) return;
    const one = this.#attempt(name, () => this.#source.prepare<number[], Row>(`${select} WHERE ${first} = ?`));
    for (let number = low + 1; number < high; number += 1) {
      const row = this.#attempt(name, () => one?.get(number));
      if (row) keep(row);
    }
  }

  /** Null where the source cannot be read. */
  #attempt<T>(table: string, read: () => T): T | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof Database.SqliteError)) throw error;
      this.#unreadable.add(table);
      return null;
    }
  }

  /** Lists would stumble over operations whose rows contradict themselves or lack their other half. */
  #dropSenseless(): void {
    const read = this.#target.prepare<[number], OperationRow>(
      `SELECT ${OPERATION_COLUMNS} FROM operations AS o ${OPERATION_DETAILS} WHERE o.id = ?`,
    );
    const drop = this.#target.prepare('DELETE FROM operations WHERE id = ?');
    for (const number of this.#added) {
      const row = read.get(number);
      if (row === undefined || !makesSense(row)) drop.run(number);
    }
  }

  #insertInto(table: string, columns: readonly string[]): Database.Statement<[Row]> {
    const values = columns.map((column) => `:${column}`);
    return this.#target.prepare(`INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${values.join(', ')})`);
  }
}

/** A row the schema refuses counts as none. */
function tried(insert: () => number): number {
  try {
    return insert();
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
    throw error;
  }
}

function makesSense(row: OperationRow): boolean {
  try {
    operationOfRow(row);
    return true;
  } catch {
    return false;
  }
}

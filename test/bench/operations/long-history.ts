import { join } from 'node:path';
import Database from 'better-sqlite3';

const METRICS_PER_OPERATION = 50;

interface Column {
  readonly name: string;
  /** 0 for an ordinary column. */
  readonly hidden: number;
}

/**
 * Multiplies the newest completed operation of a profile that nobody has open until there are `operations` of them,
 * a minute apart, each with 50 metric rows.
 */
export function makeLongHistory(profile: string, operations: number): void {
  const database = new Database(join(profile, 'tradewind.db'));
  try {
    database.pragma('foreign_keys = OFF');
    const { id, operation_id: template } = database
      .prepare<[], { id: number; operation_id: string }>(
        "SELECT id, operation_id FROM operations WHERE status = 'completed' AND type = 'dummy' ORDER BY id DESC LIMIT 1",
      )
      .get() ?? { id: 0, operation_id: '' };
    const numbers = `WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < ${operations})`;
    const made = "'op_dummy_20200101_000000_' || printf('%08x', n.n)";
    const moment = "strftime('%Y-%m-%dT%H:%M:%fZ', 1577836800 + 60 * n.n, 'unixepoch')";
    const copy = (table: string, changed: Readonly<Record<string, string>>, where: string): void => {
      const columns = database
        .prepare<[], Column>(`SELECT name, hidden FROM pragma_table_xinfo('${table}')`)
        .all()
        .filter(({ name, hidden }) => hidden === 0 && !(table === 'operations' && name === 'id'))
        .map(({ name }) => name);
      const values = columns.map((name) => changed[name] ?? `t.${name}`);
      database.exec(
        `${numbers} INSERT INTO ${table} (${columns.join()}) SELECT ${values.join()} FROM n, ${table} AS t WHERE ${where}`,
      );
    };
    database.transaction(() => {
      const title = "'Run ' || n.n || ' of ' || char(97 + n.n % 26)";
      copy(
        'operations',
        { operation_id: made, created_at: moment, started_at: moment, completed_at: moment, title },
        `t.id = ${id}`,
      );
      const newId = `(SELECT id FROM operations WHERE operation_id = ${made})`;
      copy('operation_details', { id: newId }, `t.id = ${id}`);
      const own = `t.operation_id = '${template}'`;
      copy('attempts', { operation_id: made, requested_at: moment, started_at: moment, ended_at: moment }, own);
      copy('metrics', { operation_id: made }, `${own} AND t.seq < ${METRICS_PER_OPERATION}`);
    })();
    database.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    database.close();
  }
}

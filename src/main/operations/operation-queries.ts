import type { OperationFilter, OperationPage, OperationQuery } from '../../contract/operation-listing';
import { ACTIVE_STATUSES, OPERATION_STATUSES, type OperationStatus } from '../../contract/operation-status';
import type { SqlValue, Statement, Storage } from '../storage/storage';
import { fullTextQuery } from './full-text-query';
import { OPERATION_COLUMNS, OPERATION_DETAILS, type OperationRow } from './operation-row';

export type OperationCounts = OperationPage['counts'];

/** Whatever is sorted by, equal rows come newest first, as the whole list does. */
const NEWEST_FIRST = 'o.created_at DESC, o.id DESC';

const SORT_COLUMNS: Readonly<Record<OperationQuery['sort']['key'], string>> = {
  created: 'o.created_at',
  title: 'o.title COLLATE NOCASE',
  type: 'o.type',
  status: 'o.status_rank',
  symbol: 'o.symbol COLLATE NOCASE',
  duration: 'o.duration_ms',
};

interface Condition {
  readonly sql: string;
  readonly parameters: Readonly<Record<string, SqlValue>>;
}

/** Pages and counts of the history: rows, in the order asked for, straight from indexes. */
export class OperationQueries {
  /** By SQL text: a window asks the same few shapes over and over. */
  readonly #statements = new Map<string, Statement<unknown>>();

  constructor(private readonly storage: Storage) {}

  page(query: OperationQuery): OperationRow[] {
    const condition = joined([...conditionsBesideStatus(query.filter), ...statusCondition(query.filter)]);
    const order = orderOf(query.sort);
    // The inner query walks an index; only the rows of the page itself are read.
    const sql = `SELECT ${OPERATION_COLUMNS} FROM
        (SELECT o.id FROM operations AS o WHERE ${condition.sql} ORDER BY ${order} LIMIT :limit OFFSET :offset) AS page
      CROSS JOIN operations AS o ON o.id = page.id ${OPERATION_DETAILS} ORDER BY ${order}`;
    const { limit, offset } = query;
    return this.#prepared<OperationRow>('list operations', sql).all({ ...condition.parameters, limit, offset });
  }

  /** By status, with every other condition of the filter. */
  counts(filter: OperationFilter): OperationCounts {
    const condition = joined(conditionsBesideStatus(filter));
    const sql = `SELECT o.status, count(*) AS count FROM operations AS o WHERE ${condition.sql} GROUP BY o.status`;
    const found = this.#prepared<{ status: OperationStatus; count: number }>('count operations', sql).all(
      condition.parameters,
    );
    const counts = Object.fromEntries(OPERATION_STATUSES.map((status) => [status, 0])) as OperationCounts;
    for (const { status, count } of found) counts[status] = count;
    return counts;
  }

  /** Pending, resuming and running in the whole history. */
  active(): number {
    const sql = `SELECT count(*) AS count FROM operations AS o
      WHERE o.deleted_at IS NULL AND o.status IN (${ACTIVE_STATUSES.map((status) => `'${status}'`).join(', ')})`;
    return this.#prepared<{ count: number }>('count active operations', sql).get()?.count ?? 0;
  }

  #prepared<Row>(name: string, sql: string): Statement<Row> {
    const statement = this.#statements.get(sql) ?? this.storage.statement<Row>(name, sql);
    this.#statements.set(sql, statement);
    return statement as Statement<Row>;
  }
}

function orderOf({ key, direction }: OperationQuery['sort']): string {
  const suffix = direction === 'ascending' ? 'ASC' : 'DESC';
  return key === 'created'
    ? `o.created_at ${suffix}, o.id ${suffix}`
    : `${SORT_COLUMNS[key]} ${suffix}, ${NEWEST_FIRST}`;
}

const joined = (conditions: readonly Condition[]): Condition => ({
  sql: ['o.deleted_at IS NULL', ...conditions.map(({ sql }) => sql)].join(' AND '),
  parameters: Object.assign({}, ...conditions.map(({ parameters }) => parameters)),
});

const statusCondition = ({ statuses }: OperationFilter): Condition[] => oneOf('o.status', 'status', statuses);

function conditionsBesideStatus(filter: OperationFilter): Condition[] {
  const { types, symbol, children, createdFrom, createdBefore, text } = filter;
  const words = fullTextQuery(text);
  return [
    ...oneOf('o.type', 'type', types),
    ...(symbol === null ? [] : [{ sql: 'o.symbol = :symbol COLLATE NOCASE', parameters: { symbol } }]),
    ...(children === 'with' ? [] : [{ sql: 'o.is_child = 0', parameters: {} }]),
    ...(createdFrom === null ? [] : [{ sql: 'o.created_at >= :from', parameters: { from: utc(createdFrom) } }]),
    ...(createdBefore === null ? [] : [{ sql: 'o.created_at < :before', parameters: { before: utc(createdBefore) } }]),
    ...(words === null
      ? []
      : [
          {
            // The plus keeps the order's index in charge; matches are looked up in it.
            sql: '+o.id IN (SELECT rowid FROM operations_text WHERE operations_text MATCH :words)',
            parameters: { words },
          },
        ]),
  ];
}

function oneOf(column: string, name: string, values: readonly string[]): Condition[] {
  if (values.length === 0) return [];
  const parameters = Object.fromEntries(values.map((value, index) => [`${name}${index}`, value]));
  const list = Object.keys(parameters).map((parameter) => `:${parameter}`);
  return [{ sql: `${column} IN (${list.join(', ')})`, parameters }];
}

/** Stored moments all have milliseconds; texts compare as times only when they have the same form. */
const utc = (moment: string): string => new Date(moment).toISOString();

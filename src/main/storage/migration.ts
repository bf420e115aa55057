/** One step of the database's schema. Never changed once released: a later step mends an earlier one. */
export interface Migration {
  /** Value of `user_version` afterwards; counts from 1 without holes. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

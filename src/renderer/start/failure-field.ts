import type { Failure, FailureCode } from '../../contract/failure';

export type StartField = 'strategy' | 'symbol' | 'dates' | 'model' | 'file' | 'settings';

const FIELDS: Readonly<Partial<Record<FailureCode, StartField>>> = {
  bad_strategy: 'strategy',
  label_collapse: 'strategy',
  unknown_symbol: 'symbol',
  dataset_missing: 'symbol',
  empty_range: 'dates',
  too_few_rows: 'dates',
  unknown_model: 'model',
  model_mismatch: 'model',
  unknown_operation: 'model',
  bad_csv: 'file',
  file_missing: 'file',
};

/** The field a refusal is about, or null when it is about the whole. */
export const fieldOf = (failure: Failure | null): StartField | null =>
  failure === null ? null : (FIELDS[failure.code] ?? null);

/** The message for one field, or null. */
export const messageFor = (failure: Failure | null, field: StartField): string | null =>
  failure !== null && fieldOf(failure) === field ? failure.message : null;

import type { Migration } from '../migration';

/**
 * What resuming, families of operations, the durable queue and estimates need. Every list index is made anew with
 * `is_child` in it, so that pages and counts of operations without a parent come from the indexes alone, too.
 */
export const resumeAndFamilies: Migration = {
  version: 2,
  name: 'resume and families',
  sql: `
-- The operation this one repeats. No reference: a repetition outlives its original.
ALTER TABLE operations ADD COLUMN origin_kind TEXT CHECK (origin_kind IN ('retry','verify'));
ALTER TABLE operations ADD COLUMN origin_operation_id TEXT
  CHECK ((origin_operation_id IS NULL) = (origin_kind IS NULL));
-- Place in the queue: 0 high, 1 normal, 2 low, then the lower queue_order.
ALTER TABLE operations ADD COLUMN priority INTEGER NOT NULL DEFAULT 1 CHECK (priority IN (0, 1, 2));
ALTER TABLE operations ADD COLUMN queue_order REAL NOT NULL DEFAULT 0;
-- The attempt it is in, or was in last.
ALTER TABLE operations ADD COLUMN attempt INTEGER NOT NULL DEFAULT 1 CHECK (attempt >= 1);
ALTER TABLE operations ADD COLUMN is_child INTEGER NOT NULL
  GENERATED ALWAYS AS (parent_operation_id IS NOT NULL) VIRTUAL;
UPDATE operations SET queue_order = id WHERE status IN ('pending', 'resuming');
UPDATE operations SET attempt = coalesce((SELECT max(number) FROM attempts
  WHERE attempts.operation_id = operations.operation_id), 1);

CREATE INDEX operations_by_origin ON operations (origin_operation_id) WHERE origin_operation_id IS NOT NULL;
CREATE INDEX operations_ended ON operations (completed_at, id)
  WHERE deleted_at IS NULL AND is_child = 0 AND completed_at IS NOT NULL;
DROP INDEX operations_by_created;
DROP INDEX operations_by_status;
DROP INDEX operations_by_rank_up;
DROP INDEX operations_by_rank_down;
DROP INDEX operations_by_type_up;
DROP INDEX operations_by_type_down;
DROP INDEX operations_by_symbol_up;
DROP INDEX operations_by_symbol_down;
DROP INDEX operations_by_title_up;
DROP INDEX operations_by_title_down;
DROP INDEX operations_by_duration_up;
DROP INDEX operations_by_duration_down;
CREATE INDEX operations_by_created ON operations (created_at, id, status, is_child) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_status ON operations (status, created_at, id, is_child) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_rank_up ON operations (status_rank, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_rank_down ON operations (status_rank DESC, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_type_up ON operations (type, created_at DESC, id DESC, status, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_type_down ON operations (type DESC, created_at DESC, id DESC, status, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_symbol_up ON operations
  (symbol COLLATE NOCASE, created_at DESC, id DESC, status, is_child) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_symbol_down ON operations
  (symbol COLLATE NOCASE DESC, created_at DESC, id DESC, status, is_child) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_title_up ON operations (title COLLATE NOCASE, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_title_down ON operations (title COLLATE NOCASE DESC, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_duration_up ON operations (duration_ms, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_duration_down ON operations (duration_ms DESC, created_at DESC, id DESC, is_child)
  WHERE deleted_at IS NULL;

-- The engine an operation was created with; null: it needs none, or was made before this was noted.
ALTER TABLE operation_details ADD COLUMN engine_version TEXT;

-- Where an attempt goes on (checkpoint 0 is the start), and the progress shown before it was asked for: an attempt
-- that never starts gives it back.
ALTER TABLE attempts ADD COLUMN from_checkpoint INTEGER NOT NULL DEFAULT 0 CHECK (from_checkpoint >= 0);
ALTER TABLE attempts ADD COLUMN from_percentage REAL NOT NULL DEFAULT 0 CHECK (from_percentage BETWEEN 0 AND 100);
ALTER TABLE attempts ADD COLUMN progress_before TEXT;

CREATE INDEX checkpoints_by_path ON checkpoints (path);
-- 1: may go while operations run. Files shared by equal content (0) wait until nothing could be making them again.
ALTER TABLE discarded_files ADD COLUMN at_once INTEGER NOT NULL DEFAULT 0 CHECK (at_once IN (0, 1));

-- What a completed attempt had answered on its way to "how long will it take in all?", and how long it took.
CREATE TABLE operation_estimates (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  at_percent INTEGER NOT NULL CHECK (at_percent BETWEEN 0 AND 100),
  type TEXT NOT NULL,
  completed_at TEXT NOT NULL,
  elapsed_ms REAL NOT NULL CHECK (elapsed_ms >= 0),
  estimated_ms REAL NOT NULL CHECK (estimated_ms >= 0),
  actual_ms REAL NOT NULL CHECK (actual_ms > 0),
  PRIMARY KEY (operation_id, at_percent)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_estimates_by_type ON operation_estimates (type, completed_at);

-- What the person must know about the profile. The kinds grow with the program; the contract checks them when read.
CREATE TABLE notices (
  id TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  message TEXT NOT NULL,
  dismissed_at TEXT
) STRICT, WITHOUT ROWID;
`,
};

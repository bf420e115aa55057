import type { Migration } from '../migration';

/**
 * `operations` holds only what lists are filtered and sorted by, so that a hundred thousand of them stay a few
 * megabytes to scan; the wide columns lie in `operation_details`. Moments are UTC ISO texts, which sort as
 * they are; JSON columns are checked where rows are read; a path is stored as ProfilePaths makes it. The lists of
 * CHECK are those of the contract.
 */
export const initialSchema: Migration = {
  version: 1,
  name: 'initial schema',
  sql: `
-- A strategy's text as it stood when an operation was asked for; hash: SHA-256 of the text. Never updated.
CREATE TABLE strategies (
  hash TEXT NOT NULL PRIMARY KEY,
  file_name TEXT NOT NULL,
  text TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Immutable versions; a symbol and timeframe point to the one with the newest imported_at. Equal bars imported under
-- two symbols share fingerprint and file. start_time and end_time: start of the first and of the last bar.
CREATE TABLE datasets (
  fingerprint TEXT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL CHECK (timeframe IN ('1m','5m','15m','30m','1h','4h','1d','1w')),
  bars INTEGER NOT NULL CHECK (bars > 0),
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  imported_at TEXT NOT NULL,
  source TEXT NOT NULL,
  path TEXT NOT NULL,
  PRIMARY KEY (fingerprint, symbol, timeframe)
) STRICT, WITHOUT ROWID;
CREATE INDEX datasets_newest ON datasets (symbol, timeframe, imported_at);

CREATE TABLE operations (
  id INTEGER PRIMARY KEY,
  operation_id TEXT NOT NULL UNIQUE,
  parent_operation_id TEXT REFERENCES operations (operation_id) ON DELETE SET NULL,
  type TEXT NOT NULL CHECK (type IN ('data_load','training','backtesting','indicator_compute','fuzzy_analysis','dummy',
    'agent_research','agent_design','agent_assessment')),
  status TEXT NOT NULL CHECK (status IN ('pending','resuming','running','completed','failed','cancelled')),
  -- Lists sorted by status follow an operation's life.
  status_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE status WHEN 'pending' THEN 0 WHEN 'resuming' THEN 1
    WHEN 'running' THEN 2 WHEN 'completed' THEN 3 WHEN 'failed' THEN 4 ELSE 5 END) VIRTUAL,
  created_at TEXT NOT NULL,
  -- Of the first attempt.
  started_at TEXT,
  completed_at TEXT,
  -- Time worked over all attempts; at most a second old while it runs.
  duration_ms REAL CHECK (duration_ms >= 0),
  title TEXT NOT NULL,
  symbol TEXT,
  timeframe TEXT CHECK (timeframe IN ('1m','5m','15m','30m','1h','4h','1d','1w')),
  strategy_name TEXT,
  strategy_hash TEXT REFERENCES strategies (hash),
  -- No reference: a backtest outlives the training it used.
  model_operation_id TEXT,
  cancel_requested_at TEXT,
  cancel_reason TEXT CHECK (cancel_reason IN ('user','paused','shutdown','parent','timeout','superseded')),
  cancel_note TEXT,
  forced INTEGER CHECK (forced IN (0, 1)),
  -- The codes of failures grow with the program; the contract checks them when a row is read.
  failure_code TEXT,
  failure_message TEXT,
  failure_phase TEXT,
  -- Hidden by the person; the row goes for good when the time to undo it is over.
  deleted_at TEXT,
  CHECK ((completed_at IS NOT NULL) = (status IN ('completed','failed','cancelled'))),
  CHECK (started_at IS NOT NULL OR status NOT IN ('running','completed')),
  CHECK (status <> 'pending' OR started_at IS NULL),
  CHECK ((failure_code IS NOT NULL) = (status = 'failed')),
  CHECK ((failure_code IS NULL) = (failure_message IS NULL)),
  CHECK ((forced IS NOT NULL) = (status = 'cancelled')),
  CHECK (cancel_requested_at IS NULL OR status = 'running'),
  CHECK ((cancel_reason IS NOT NULL) = (status = 'cancelled' OR cancel_requested_at IS NOT NULL)),
  CHECK (deleted_at IS NULL OR status IN ('completed','failed','cancelled'))
) STRICT;
CREATE INDEX operations_by_parent ON operations (parent_operation_id) WHERE parent_operation_id IS NOT NULL;
CREATE INDEX operations_by_model ON operations (model_operation_id) WHERE model_operation_id IS NOT NULL;
CREATE INDEX operations_deleted ON operations (deleted_at) WHERE deleted_at IS NOT NULL;
-- Lists: one index for each order they can have (equal rows always newest first), so that any page of a long history is
-- found by walking an index. status at the end lets counts be taken from the index alone.
CREATE INDEX operations_active ON operations (status)
  WHERE deleted_at IS NULL AND status IN ('pending', 'resuming', 'running');
CREATE INDEX operations_by_created ON operations (created_at, id, status) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_status ON operations (status, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_rank_up ON operations (status_rank, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_rank_down ON operations (status_rank DESC, created_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_type_up ON operations (type, created_at DESC, id DESC, status) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_type_down ON operations (type DESC, created_at DESC, id DESC, status)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_symbol_up ON operations (symbol COLLATE NOCASE, created_at DESC, id DESC, status)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_symbol_down ON operations (symbol COLLATE NOCASE DESC, created_at DESC, id DESC, status)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_title_up ON operations (title COLLATE NOCASE, created_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_title_down ON operations (title COLLATE NOCASE DESC, created_at DESC, id DESC)
  WHERE deleted_at IS NULL;
CREATE INDEX operations_by_duration_up ON operations (duration_ms, created_at DESC, id DESC) WHERE deleted_at IS NULL;
CREATE INDEX operations_by_duration_down ON operations (duration_ms DESC, created_at DESC, id DESC)
  WHERE deleted_at IS NULL;

CREATE TABLE operation_details (
  id INTEGER PRIMARY KEY REFERENCES operations (id) ON DELETE CASCADE,
  start_date TEXT,
  end_date TEXT,
  seed INTEGER,
  parameters TEXT NOT NULL,
  -- What was asked for; a strategy's text lies in strategies.
  request TEXT NOT NULL,
  progress TEXT,
  result TEXT,
  warnings TEXT NOT NULL,
  failure_detail TEXT
) STRICT;

-- The dataset versions an operation pins, in their order. No reference: two symbols may share a fingerprint.
CREATE TABLE operation_datasets (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  position INTEGER NOT NULL CHECK (position >= 0),
  fingerprint TEXT NOT NULL,
  PRIMARY KEY (operation_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_datasets_by_fingerprint ON operation_datasets (fingerprint);

-- An id without its leading op_, which all have. See fullTextQuery.
CREATE VIRTUAL TABLE operations_text USING fts5 (
  title, symbol, strategy_name, operation_id, failure_message,
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TRIGGER operations_text_insert AFTER INSERT ON operations BEGIN
  INSERT INTO operations_text (rowid, title, symbol, strategy_name, operation_id, failure_message)
  VALUES (new.id, new.title, new.symbol, new.strategy_name, substr(new.operation_id, 4), new.failure_message);
END;
CREATE TRIGGER operations_text_update
AFTER UPDATE OF title, symbol, strategy_name, operation_id, failure_message ON operations BEGIN
  UPDATE operations_text SET title = new.title, symbol = new.symbol, strategy_name = new.strategy_name,
    operation_id = substr(new.operation_id, 4), failure_message = new.failure_message WHERE rowid = new.id;
END;
CREATE TRIGGER operations_text_delete AFTER DELETE ON operations BEGIN
  DELETE FROM operations_text WHERE rowid = old.id;
END;

-- One run of an operation, from being asked for to an end. How it ended is kept when the operation goes on.
CREATE TABLE attempts (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  requested_at TEXT NOT NULL,
  started_at TEXT,
  ended_at TEXT,
  duration_ms REAL CHECK (duration_ms >= 0),
  outcome TEXT CHECK (outcome IN ('completed','failed','cancelled')),
  cancel_requested_at TEXT,
  cancel_reason TEXT CHECK (cancel_reason IN ('user','paused','shutdown','parent','timeout','superseded')),
  cancel_note TEXT,
  forced INTEGER CHECK (forced IN (0, 1)),
  failure TEXT,
  CHECK ((ended_at IS NULL) = (outcome IS NULL)),
  CHECK ((failure IS NOT NULL) = (outcome IS 'failed')),
  CHECK ((forced IS NOT NULL) = (outcome IS 'cancelled')),
  PRIMARY KEY (operation_id, number)
) STRICT, WITHOUT ROWID;

-- data: a JSON object of numbers and nulls. at and duration_ms are wall-clock and outside every hash.
CREATE TABLE metrics (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  seq INTEGER NOT NULL CHECK (seq >= 0),
  kind TEXT NOT NULL,
  at TEXT NOT NULL,
  duration_ms REAL NOT NULL CHECK (duration_ms >= 0),
  data TEXT NOT NULL,
  PRIMARY KEY (operation_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number > 0),
  attempt INTEGER NOT NULL,
  cause TEXT NOT NULL CHECK (cause IN ('periodic','cancelled','paused','failed','shutdown','suspend')),
  created_at TEXT NOT NULL,
  -- Epochs or bars that were done, and the seq of the next metric row.
  units INTEGER NOT NULL CHECK (units >= 0),
  next_metric_seq INTEGER NOT NULL CHECK (next_metric_seq >= 0),
  percentage REAL NOT NULL CHECK (percentage BETWEEN 0 AND 100),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (operation_id, number)
) STRICT, WITHOUT ROWID;

-- Files an operation made. Two operations with equal content point to the same file.
CREATE TABLE artifacts (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('model','equity','signals','dataset')),
  path TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  PRIMARY KEY (operation_id, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX artifacts_by_path ON artifacts (path);
CREATE VIEW models AS
  SELECT o.operation_id, o.strategy_name, o.strategy_hash, o.symbol, o.timeframe, o.completed_at,
    a.path, a.sha256, a.bytes
  FROM artifacts AS a JOIN operations AS o USING (operation_id)
  WHERE a.role = 'model' AND o.deleted_at IS NULL;

-- Files whose last operation is gone; the row goes when the file is gone too.
CREATE TABLE discarded_files (
  path TEXT NOT NULL PRIMARY KEY,
  discarded_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE trades (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  number INTEGER NOT NULL CHECK (number >= 0),
  entry_time TEXT NOT NULL,
  exit_time TEXT NOT NULL,
  side TEXT NOT NULL CHECK (side IN ('long','short')),
  quantity REAL NOT NULL,
  entry_price REAL NOT NULL,
  exit_price REAL NOT NULL,
  entry_commission REAL NOT NULL,
  exit_commission REAL NOT NULL,
  gross_pnl REAL NOT NULL,
  net_pnl REAL NOT NULL,
  return_fraction REAL NOT NULL,
  bars INTEGER NOT NULL CHECK (bars >= 0),
  exit_reason TEXT NOT NULL CHECK (exit_reason IN ('signal','end_of_range')),
  PRIMARY KEY (operation_id, number)
) STRICT, WITHOUT ROWID;

-- How long completed operations of a kind took; kind: type and size, see durationKindOf.
CREATE TABLE operation_durations (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  duration_ms REAL NOT NULL CHECK (duration_ms > 0),
  completed_at TEXT NOT NULL
) STRICT;
CREATE INDEX operation_durations_by_kind ON operation_durations (kind, id);

CREATE TABLE tags (
  operation_id TEXT NOT NULL REFERENCES operations (operation_id) ON DELETE CASCADE,
  tag TEXT NOT NULL CHECK (length(tag) BETWEEN 1 AND 50),
  PRIMARY KEY (operation_id, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX tags_by_tag ON tags (tag);

CREATE TABLE notes (
  operation_id TEXT NOT NULL PRIMARY KEY REFERENCES operations (operation_id) ON DELETE CASCADE,
  text TEXT NOT NULL,
  updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- value: JSON.
CREATE TABLE settings (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};

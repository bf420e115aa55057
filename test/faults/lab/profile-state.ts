import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';

/** What a profile's database and folders hold while nobody has it open. */
export interface ProfileState {
  readonly integrity: string;
  readonly brokenReferences: number;
  /** Operations that are neither completed, failed nor cancelled. */
  readonly active: readonly string[];
  readonly checkpointRows: number;
  readonly checkpointFiles: readonly string[];
  readonly temporaryFiles: readonly string[];
  /** Files of artifacts that are missing or differ from their hash. */
  readonly badFiles: readonly string[];
}

interface ArtifactRow {
  readonly path: string;
  readonly sha256: string;
  readonly role: string;
}

const inFolder = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

export function profileState(profile: string): ProfileState {
  const database = new Database(join(profile, 'tradewind.db'), { readonly: true });
  try {
    const all = <Row>(sql: string): Row[] => database.prepare<[], Row>(sql).all();
    const artifacts = all<ArtifactRow>('SELECT path, sha256, role FROM artifacts');
    return {
      integrity: String(database.pragma('integrity_check', { simple: true })),
      brokenReferences: (database.pragma('foreign_key_check') as unknown[]).length,
      active: all<{ id: string }>(
        "SELECT operation_id AS id FROM operations WHERE status IN ('pending', 'resuming', 'running')",
      ).map(({ id }) => id),
      checkpointRows: all<{ n: number }>('SELECT count(*) AS n FROM checkpoints')[0]?.n ?? 0,
      checkpointFiles: inFolder(join(profile, 'checkpoints')),
      temporaryFiles: ['checkpoints', 'artifacts'].flatMap((folder) =>
        inFolder(join(profile, folder)).filter((name) => name.includes('.tmp')),
      ),
      badFiles: artifacts.filter((row) => isBad(profile, row)).map(({ path }) => path),
    };
  } finally {
    database.close();
  }
}

function isBad(profile: string, { path, sha256, role }: ArtifactRow): boolean {
  const file = join(profile, path);
  if (!existsSync(file)) return true;
  // A dataset's fingerprint is over its columns, not its bytes.
  if (role === 'dataset') return false;
  return createHash('sha256').update(readFileSync(file)).digest('hex') !== sha256;
}

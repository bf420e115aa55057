import { z } from 'zod';
import { failureSchema } from './failure';
import { backupSchema, profileProblemSchema } from './profile-care';

/** What the maintenance process can be asked to do: one task, then it ends. It never writes to the database. */
export const maintenanceTaskSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('quick_check'), database: z.string() }),
  z.strictObject({ kind: z.literal('backup'), database: z.string(), folder: z.string(), at: z.iso.datetime() }),
  z.strictObject({
    kind: z.literal('full_check'),
    database: z.string(),
    /** Paths in rows are relative to it, as are those in the answer. */
    profile: z.string(),
    /** Folders in which every file should belong to a row. */
    ownedFolders: z.array(z.string()),
    /** Operations that somebody works on right now. */
    driven: z.array(z.string()),
  }),
]);
export type MaintenanceTask = z.infer<typeof maintenanceTaskSchema>;

export const maintenanceAnswerSchema = z.discriminatedUnion('kind', [
  /** `problems` as SQLite words them; empty: the database is whole. */
  z.strictObject({ kind: z.literal('quick_check'), problems: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('backup'), backup: backupSchema }),
  z.strictObject({
    kind: z.literal('full_check'),
    problems: z.array(profileProblemSchema),
    operations: z.number().int().min(0),
    files: z.number().int().min(0),
  }),
]);
export type MaintenanceAnswer = z.infer<typeof maintenanceAnswerSchema>;
export type MaintenanceAnswerTo<T extends MaintenanceTask> = Extract<MaintenanceAnswer, { kind: T['kind'] }>;

/** The one message the process sends. */
export const maintenanceReplySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done'), answer: maintenanceAnswerSchema }),
  z.strictObject({ kind: z.literal('refused'), failure: failureSchema }),
]);
export type MaintenanceReply = z.infer<typeof maintenanceReplySchema>;

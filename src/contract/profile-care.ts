import { z } from 'zod';

/** One thing that is wrong with a profile, and what to do about it. */
export const profileProblemSchema = z.strictObject({
  /** `database` cannot be read whole, a file a row points to is `missing` or `damaged`, or a file is `ownerless`. */
  kind: z.enum(['database', 'missing_file', 'damaged_file', 'ownerless_file', 'stuck_operation']),
  /** Where: a path within the profile, or an operation id. */
  where: z.string(),
  message: z.string(),
  /** True when `profile repair` can mend it without losing anything. */
  repairable: z.boolean(),
});
export type ProfileProblem = z.infer<typeof profileProblemSchema>;

/** What a look over the whole profile found. */
export const profileReportSchema = z.strictObject({
  ok: z.boolean(),
  problems: z.array(profileProblemSchema),
  operations: z.number().int().min(0),
  files: z.number().int().min(0),
  /** Moment of the newest verified backup; null: none yet. */
  backupAt: z.iso.datetime().nullable(),
});
export type ProfileReport = z.infer<typeof profileReportSchema>;

export const backupSchema = z.strictObject({
  /** File name within the folder of backups. */
  name: z.string(),
  createdAt: z.iso.datetime(),
  bytes: z.number().int().min(0),
  /** Read back and found whole. */
  verified: z.boolean(),
});
export type Backup = z.infer<typeof backupSchema>;

/** Something about the profile the person must know, until it is dismissed. */
export const profileNoticeSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['restored_from_backup', 'unclean_exit', 'backup_failed', 'damage_found', 'checkpoint_fallback']),
  at: z.iso.datetime(),
  /** Plain sentences: what happened, what it means, what was kept and where. */
  message: z.string(),
});
export type ProfileNotice = z.infer<typeof profileNoticeSchema>;

import { z } from 'zod';

export const settingsSchema = z.strictObject({
  appearance: z.enum(['system', 'light', 'dark']).default('system'),
  /** What closing the window does while something runs; `ask` until a choice was remembered. */
  onCloseWhileRunning: z.enum(['ask', 'keep_running', 'stop_and_quit']).default('ask'),
  /** Milliseconds a job has to stop by itself after it was asked. */
  cancelGraceMs: z.number().int().min(100).max(600_000).default(5_000),
  /** How many operations of a kind run at once. */
  slots: z
    .strictObject({
      training: z.number().int().min(1).max(64).default(1),
      backtesting: z.number().int().min(1).max(64).default(1),
      data: z.number().int().min(1).max(64).default(1),
      dummy: z.number().int().min(1).max(64).default(2),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change: only the keys given; `slots` key by key. */
export const settingsPatchSchema = z.strictObject({
  appearance: settingsSchema.shape.appearance.unwrap().optional(),
  onCloseWhileRunning: settingsSchema.shape.onCloseWhileRunning.unwrap().optional(),
  cancelGraceMs: z.number().int().min(100).max(600_000).optional(),
  slots: z
    .partialRecord(z.enum(['training', 'backtesting', 'data', 'dummy']), z.number().int().min(1).max(64))
    .optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

import { z } from 'zod';
import { WORKER_KINDS } from './workers';

const slots = z.number().int().min(1).max(64);
const epochs = z.number().int().min(1).max(1_000_000);
const bars = z.number().int().min(1).max(1_000_000_000);
const seconds = z.number().min(1).max(86_400);
const keptOperations = z.number().int().min(1).max(10_000_000).nullable();
const keptDays = z.number().int().min(1).max(36_500).nullable();
const grace = z.number().int().min(100).max(600_000);
const silence = z.number().int().min(1_000).max(3_600_000);
const appearance = z.enum(['system', 'light', 'dark']);
const onClose = z.enum(['ask', 'keep_running', 'stop_and_quit']);

export const settingsSchema = z.strictObject({
  appearance: appearance.default('system'),
  /** What closing the window does while something runs; `ask` until a choice was remembered. Stopping pauses it. */
  onCloseWhileRunning: onClose.default('ask'),
  /** Milliseconds a job has to stop by itself after it was asked. */
  cancelGraceMs: grace.default(5_000),
  /** Milliseconds for which work may show as unresponsive before it is ended. */
  unresponsiveGraceMs: silence.default(10_000),
  /** How many operations of a kind run at once. */
  slots: z
    .strictObject({
      training: slots.default(1),
      backtesting: slots.default(1),
      data: slots.default(1),
      dummy: slots.default(2),
      analysis: slots.default(1),
    })
    .prefault({}),
  /** When a running job writes checkpoints by itself: every so many epochs, bars, seconds. */
  checkpoints: z
    .strictObject({ epochs: epochs.default(10), bars: bars.default(10_000), seconds: seconds.default(60) })
    .prefault({}),
  /** At launch, run on what waited in the queue when the app was closed; else it keeps waiting. */
  continueQueueAtLaunch: z.boolean().default(true),
  /** At launch, resume what closing the app paused. */
  resumeAtLaunch: z.boolean().default(false),
  /** Keep the computer awake while something runs. */
  keepAwake: z.boolean().default(true),
  /** Ask before the same request is started twice in a row; the command line never asks. */
  askBeforeRepeating: z.boolean().default(true),
  /** Finished operations beyond this number or age go with their files; null: they are kept for ever. */
  retention: z
    .strictObject({
      operations: keptOperations.default(null),
      days: keptDays.default(null),
      /** Checkpoints of stopped operations are kept so long. */
      checkpointDays: keptDays.default(30),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A change: only the keys given; groups key by key. */
export const settingsPatchSchema = z.strictObject({
  appearance: appearance.optional(),
  onCloseWhileRunning: onClose.optional(),
  cancelGraceMs: grace.optional(),
  unresponsiveGraceMs: silence.optional(),
  slots: z.partialRecord(z.enum(WORKER_KINDS), slots).optional(),
  checkpoints: z
    .strictObject({ epochs: epochs.optional(), bars: bars.optional(), seconds: seconds.optional() })
    .optional(),
  continueQueueAtLaunch: z.boolean().optional(),
  resumeAtLaunch: z.boolean().optional(),
  keepAwake: z.boolean().optional(),
  askBeforeRepeating: z.boolean().optional(),
  retention: z
    .strictObject({
      operations: keptOperations.optional(),
      days: keptDays.optional(),
      checkpointDays: keptDays.optional(),
    })
    .optional(),
});
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

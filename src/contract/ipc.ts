import { z } from 'zod';
import { attemptSchema } from './attempts';
import { equitySeriesSchema, priceSeriesSchema, seriesWindowSchema } from './chart-series';
import { checkpointSchema } from './checkpoints';
import { serviceConfigurationSchema, serviceHealthSchema } from './diagnostics';
import { estimateAccuracySchema } from './estimates';
import { fingerprintSchema, operationIdSchema } from './identifiers';
import { datasetSchema, symbolSchema } from './market-data';
import { metricPageSchema, metricRowSchema } from './metrics';
import { operationSchema } from './operation';
import { repeatedRunSchema } from './operation-lineage';
import { operationIdsSchema, operationPageSchema, operationQuerySchema } from './operation-listing';
import { operationTypeSchema } from './operation-type';
import { backupSchema, profileNoticeSchema, profileReportSchema } from './profile-care';
import { prioritySchema } from './queue-place';
import {
  backtestingRequestSchema,
  dummyRequestSchema,
  operationRequestSchema,
  researchRequestSchema,
  runChangesSchema,
  trainingRequestSchema,
} from './requests';
import { settingsPatchSchema, settingsSchema } from './settings';
import { problemSchema, strategyFileSchema, strategyListingSchema } from './strategy-files';
import { timeframeSchema } from './timeframe';
import { tradeSchema } from './trades';
import { workerKindSchema, workersSnapshotSchema } from './workers';

const nothing = z.null();
const channel = <Request extends z.ZodType, Response extends z.ZodType>(request: Request, response: Response) => ({
  request,
  response,
});

/** What the window may start by itself; files to import go through `data:import` with a chosen file. */
export const startRequestSchema = z.discriminatedUnion('type', [
  trainingRequestSchema,
  backtestingRequestSchema,
  dummyRequestSchema,
  researchRequestSchema,
]);

/** A file the person chose in a dialog or dropped; the window never names paths. */
export const chosenFileSchema = z.strictObject({
  handle: z.string(),
  name: z.string(),
  bytes: z.number().int().min(0),
  /** First lines of a CSV, for the person to recognise it; empty for other files. */
  preview: z.array(z.string()),
});
export type ChosenFile = z.infer<typeof chosenFileSchema>;

export const appInfoSchema = z.strictObject({
  version: z.string(),
  engineVersion: z.string(),
  electron: z.string(),
  profile: z.string(),
  platform: z.string(),
  dataFolder: z.string(),
});
export type AppInfo = z.infer<typeof appInfoSchema>;

/** Every call the window can make: name → shape of its request and of its answer. */
export const IPC_CHANNELS = {
  'app:info': channel(nothing, appInfoSchema),
  'app:openLogs': channel(nothing, nothing),
  'operations:list': channel(operationQuerySchema, operationPageSchema),
  'operations:get': channel(operationIdSchema, operationSchema),
  /** Refused with `repeated_request` when the newest operation of the type asked for the same, unless `again` is true. */
  'operations:start': channel(z.strictObject({ request: startRequestSchema, again: z.boolean() }), operationSchema),
  /** Cancels with the reason `paused`: it can go on from where it is. Children are paused with it. */
  'operations:pause': channel(operationIdSchema, operationSchema),
  'operations:pauseAll': channel(nothing, z.array(operationIdSchema)),
  /** Goes on from the newest usable checkpoint, or from the start. A refusal leaves the operation as it was. */
  'operations:resume': channel(
    z.strictObject({ operationId: operationIdSchema, fromStart: z.boolean() }),
    operationSchema,
  ),
  /** Everything that is paused, by the person or by closing the app. */
  'operations:resumeAll': channel(nothing, z.array(operationIdSchema)),
  /** Runs a finished operation again as a new one. */
  'operations:retry': channel(
    z.strictObject({ operationId: operationIdSchema, changes: runChangesSchema }),
    operationSchema,
  ),
  /** Runs a completed operation again, as a new one, to compare the hashes. */
  'operations:verify': channel(operationIdSchema, operationSchema),
  /** Oldest first. */
  'operations:children': channel(operationIdSchema, z.array(operationSchema)),
  /** Oldest first. */
  'operations:attempts': channel(operationIdSchema, z.array(attemptSchema)),
  /** Newest first. */
  'operations:checkpoints': channel(operationIdSchema, z.array(checkpointSchema)),
  /** What was asked for, to ask again with changes. */
  'operations:request': channel(operationIdSchema, operationRequestSchema),
  /** Later runs of the same operation and what comparing them said; newest first. */
  'operations:repeats': channel(operationIdSchema, z.array(repeatedRunSchema)),
  'operations:setPriority': channel(
    z.strictObject({ operationId: operationIdSchema, priority: prioritySchema }),
    operationSchema,
  ),
  /** Puts a waiting operation right before another one of its queue; null: last of its priority. */
  'operations:moveInQueue': channel(
    z.strictObject({ operationId: operationIdSchema, before: operationIdSchema.nullable() }),
    nothing,
  ),
  'estimates:accuracy': channel(operationTypeSchema, estimateAccuracySchema),
  'operations:cancel': channel(
    z.strictObject({ operationId: operationIdSchema, note: z.string().max(500).nullable() }),
    operationSchema,
  ),
  /** Ends an operation that is being cancelled without waiting for the rest of the grace. */
  'operations:forceStop': channel(operationIdSchema, operationSchema),
  /** Asks the worker itself where the job is, now. */
  'operations:refresh': channel(operationIdSchema, operationSchema),
  /** Hides finished operations; they are gone for good ten seconds later unless undone. */
  'operations:delete': channel(operationIdsSchema, z.strictObject({ deleted: z.array(operationIdSchema) })),
  'operations:undoDelete': channel(operationIdsSchema, nothing),
  'operations:metrics': channel(
    z.strictObject({ operationId: operationIdSchema, cursor: z.number().int().min(0) }),
    metricPageSchema,
  ),
  'operations:trades': channel(operationIdSchema, z.array(tradeSchema)),
  'operations:equity': channel(
    z.strictObject({ operationId: operationIdSchema, window: seriesWindowSchema }),
    equitySeriesSchema,
  ),
  /** The bars an operation pinned, within its own range. */
  'operations:price': channel(
    z.strictObject({ operationId: operationIdSchema, window: seriesWindowSchema }),
    priceSeriesSchema,
  ),
  /** The strategy text an operation pinned. */
  'operations:strategy': channel(operationIdSchema, z.strictObject({ fileName: z.string(), text: z.string() })),
  /** From now on, or no longer, push the new metrics of these operations to this window. */
  'metrics:watch': channel(z.array(operationIdSchema).max(50), nothing),
  'datasets:list': channel(nothing, z.array(datasetSchema)),
  'datasets:price': channel(
    z.strictObject({ fingerprint: fingerprintSchema, window: seriesWindowSchema }),
    priceSeriesSchema,
  ),
  'data:chooseFile': channel(nothing, chosenFileSchema.nullable()),
  'data:import': channel(
    z.strictObject({ handle: z.string(), symbol: symbolSchema, timeframe: timeframeSchema }),
    operationSchema,
  ),
  'strategies:list': channel(nothing, z.array(strategyListingSchema)),
  'strategies:read': channel(z.string(), strategyFileSchema),
  'strategies:check': channel(
    z.strictObject({ fileName: z.string(), text: z.string() }),
    z.strictObject({ problems: z.array(problemSchema), warnings: z.array(problemSchema) }),
  ),
  /** Copies a strategy file the person chooses into the profile; null when the dialog was closed. */
  'strategies:add': channel(nothing, strategyListingSchema.nullable()),
  'settings:get': channel(nothing, settingsSchema),
  'settings:change': channel(settingsPatchSchema, settingsSchema),
  'workers:snapshot': channel(nothing, workersSnapshotSchema),
  /** Starts workers of a kind again that was stopped because it kept dying. */
  'workers:restart': channel(workerKindSchema, workersSnapshotSchema),
  'diagnostics:health': channel(nothing, z.array(serviceHealthSchema)),
  'diagnostics:configuration': channel(nothing, z.array(serviceConfigurationSchema)),
  'profile:notices': channel(nothing, z.array(profileNoticeSchema)),
  'profile:dismissNotice': channel(z.string(), nothing),
  'profile:check': channel(nothing, profileReportSchema),
  'profile:backup': channel(nothing, backupSchema),
} as const;

export type IpcChannel = keyof typeof IPC_CHANNELS;
export type IpcRequest<C extends IpcChannel> = z.input<(typeof IPC_CHANNELS)[C]['request']>;
export type IpcResponse<C extends IpcChannel> = z.output<(typeof IPC_CHANNELS)[C]['response']>;

/** What main tells the window unasked: at most one message per frame. Drop it when `revision` is not newer. */
export const pushSchema = z.strictObject({
  revision: z.number().int().min(1),
  /** New state of the operations that changed. */
  operations: z.array(operationSchema),
  removed: z.array(operationIdSchema),
  /** New rows of watched operations, stored before they were sent. */
  metrics: z.array(
    z.strictObject({
      operationId: operationIdSchema,
      metrics: z.array(metricRowSchema),
      cursor: z.number().int().min(0),
    }),
  ),
  /** True when the list of datasets changed. */
  datasetsChanged: z.boolean(),
  workers: workersSnapshotSchema.nullable(),
  /** Set when the settings changed elsewhere. */
  settings: settingsSchema.nullable(),
  /** Set when a notice about the profile came or went. */
  notices: z.array(profileNoticeSchema).nullable(),
});
export type Push = z.infer<typeof pushSchema>;

/** From the menu or tray: what the window should do. */
export const WINDOW_COMMANDS = [
  'new_training',
  'new_backtest',
  'new_research',
  'import_data',
  'search',
  'settings',
] as const;
export type WindowCommand = (typeof WINDOW_COMMANDS)[number];

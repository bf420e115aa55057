import { z } from 'zod';
import { equitySeriesSchema, priceSeriesSchema, seriesWindowSchema } from './chart-series';
import { fingerprintSchema, operationIdSchema } from './identifiers';
import { datasetSchema, symbolSchema } from './market-data';
import { metricPageSchema, metricRowSchema } from './metrics';
import { operationSchema } from './operation';
import { operationIdsSchema, operationPageSchema, operationQuerySchema } from './operation-listing';
import { backtestingRequestSchema, dummyRequestSchema, trainingRequestSchema } from './requests';
import { settingsPatchSchema, settingsSchema } from './settings';
import { problemSchema, strategyFileSchema, strategyListingSchema } from './strategy-files';
import { timeframeSchema } from './timeframe';
import { tradeSchema } from './trades';
import { workersSnapshotSchema } from './workers';

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
  'operations:start': channel(startRequestSchema, operationSchema),
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
});
export type Push = z.infer<typeof pushSchema>;

/** From the menu or tray: what the window should do. */
export const WINDOW_COMMANDS = ['new_training', 'new_backtest', 'import_data', 'search', 'settings'] as const;
export type WindowCommand = (typeof WINDOW_COMMANDS)[number];

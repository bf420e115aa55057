import { z } from 'zod';
import { failureSchema } from '../../contract/failure';
import { commandMessageSchema } from './command-message';
import { reportMessageSchema } from './report-message';

/** Grows with every change of what is said below. */
export const PROTOCOL = 1;

/** A command with its options; what a person can type is far smaller. */
export const MAX_REQUEST_BYTES = 1_000_000;
/** One report: a long list of operations or trades. */
export const MAX_REPORT_BYTES = 512_000_000;

/** How both sides learn, before anything else, that they understand each other. Other versions may say more. */
export const knockSchema = z.looseObject({ protocol: z.number().int(), version: z.string(), token: z.string() });

/** The first line of a client. */
export const requestSchema = z.strictObject({
  protocol: z.literal(PROTOCOL),
  version: z.string(),
  token: z.string(),
  command: commandMessageSchema,
});
export type HostRequest = z.infer<typeof requestSchema>;

/** Every later line of a client: what Ctrl-C means. */
export const wishSchema = z.strictObject({ wish: z.enum(['stop', 'force']) });
export type Wish = z.infer<typeof wishSchema>['wish'];

/** Every line of a host: `welcome`, reports in their order, `exit` last; or one refusal. */
export const hostMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('welcome') }),
  z.strictObject({ type: z.literal('refused'), failure: failureSchema }),
  z.strictObject({ type: z.literal('report'), report: reportMessageSchema }),
  z.strictObject({ type: z.literal('exit'), code: z.number().int().min(0).max(255) }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;

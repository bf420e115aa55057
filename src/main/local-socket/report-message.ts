import { z } from 'zod';
import { attemptSchema } from '../../contract/attempts';
import { checkpointSchema } from '../../contract/checkpoints';
import { failureSchema } from '../../contract/failure';
import { hashComparisonSchema } from '../../contract/hash-comparison';
import { operationIdSchema } from '../../contract/identifiers';
import { datasetSchema } from '../../contract/market-data';
import { metricPageSchema } from '../../contract/metrics';
import { operationSchema } from '../../contract/operation';
import { backupSchema, profileReportSchema } from '../../contract/profile-care';
import { tradeSchema } from '../../contract/trades';
import { workersSnapshotSchema } from '../../contract/workers';
import type { Reporter } from '../cli/reporter';

/** Calls of a reporter that travel as they are, by name: their arguments. Equity travels in parts. */
const ARGUMENTS = {
  snapshot: z.tuple([operationSchema]),
  metrics: z.tuple([operationIdSchema, metricPageSchema]),
  result: z.tuple([operationSchema]),
  operation: z.tuple([operationSchema]),
  operations: z.tuple([z.array(operationSchema), z.number().int().min(0)]),
  metricList: z.tuple([operationIdSchema, metricPageSchema]),
  trades: z.tuple([z.array(tradeSchema)]),
  datasets: z.tuple([z.array(datasetSchema)]),
  verified: z.tuple([hashComparisonSchema]),
  deleted: z.tuple([z.array(operationIdSchema)]),
  children: z.tuple([z.array(operationSchema)]),
  attempts: z.tuple([z.array(attemptSchema)]),
  checkpoints: z.tuple([z.array(checkpointSchema)]),
  workers: z.tuple([workersSnapshotSchema]),
  profile: z.tuple([profileReportSchema]),
  backup: z.tuple([backupSchema]),
  repaired: z.tuple([z.array(z.string())]),
  idle: z.tuple([]),
  serving: z.tuple([z.string()]),
  text: z.tuple([z.string()]),
  failure: z.tuple([failureSchema]),
} as const satisfies Record<Exclude<keyof Reporter, 'equity'>, z.ZodType>;

export type PlainCall = keyof typeof ARGUMENTS;
const PLAIN_CALLS = Object.keys(ARGUMENTS) as PlainCall[];

export const reportMessageSchema = z.discriminatedUnion('call', [
  z.strictObject({ call: z.enum(PLAIN_CALLS), with: z.array(z.unknown()) }),
  /** Points of an equity curve: the bytes of their doubles, little-endian, as base64. The last part says so. */
  z.strictObject({ call: z.literal('equity'), time: z.base64(), equity: z.base64(), last: z.boolean() }),
]);
export type ReportMessage = z.infer<typeof reportMessageSchema>;

const POINTS_AT_ONCE = 65_536;

/** A reporter whose calls leave as data. `send` throws when nobody listens any more, which ends what reports. */
export function travellingReporter(send: (report: ReportMessage) => void): Reporter {
  const plain = Object.fromEntries(
    PLAIN_CALLS.map((call) => [call, (...values: unknown[]): void => send({ call, with: values })]),
  ) as Omit<Reporter, 'equity'>;
  return {
    ...plain,
    equity: (time, equity) => {
      for (let from = 0; from === 0 || from < time.length; from += POINTS_AT_ONCE) {
        const to = from + POINTS_AT_ONCE;
        send({
          call: 'equity',
          time: base64Of(time.subarray(from, to)),
          equity: base64Of(equity.subarray(from, to)),
          last: to >= time.length,
        });
      }
    },
  };
}

/** Makes the calls that arrive on `reporter`. Throws on what is no call of this version. */
export function arrivingReports(reporter: Reporter): (report: ReportMessage) => void {
  const parts: { readonly time: Float64Array; readonly equity: Float64Array }[] = [];
  return (report) => {
    if (report.call !== 'equity') {
      const values: readonly unknown[] = ARGUMENTS[report.call].parse(report.with);
      // The schema of a call is the list of its arguments.
      const call = reporter[report.call] as (...values: readonly unknown[]) => void;
      return call(...values);
    }
    parts.push({ time: doublesOf(report.time), equity: doublesOf(report.equity) });
    if (!report.last) return;
    const whole = parts.splice(0);
    reporter.equity(joined(whole.map(({ time }) => time)), joined(whole.map(({ equity }) => equity)));
  };
}

const base64Of = ({ buffer, byteOffset, byteLength }: Float64Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('base64');

function doublesOf(text: string): Float64Array {
  const bytes = Buffer.from(text, 'base64');
  const doubles = new Float64Array(Math.floor(bytes.length / 8));
  for (let index = 0; index < doubles.length; index += 1) doubles[index] = bytes.readDoubleLE(index * 8);
  return doubles;
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

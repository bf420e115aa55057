import { resolve } from 'node:path';
import type { z } from 'zod';
import { FailureError, failure } from '../../contract/failure';
import { type OperationId, operationIdSchema } from '../../contract/identifiers';
import { nearestName } from '../../contract/nearest-name';
import { type OperationQuery, operationQuerySchema } from '../../contract/operation-listing';
import { OPERATION_STATUSES } from '../../contract/operation-status';
import { OPERATION_TYPES } from '../../contract/operation-type';
import {
  type BacktestingRequest,
  backtestingRequestSchema,
  type DataLoadRequest,
  type DummyRequest,
  dataLoadRequestSchema,
  dummyRequestSchema,
  type TrainingRequest,
  trainingRequestSchema,
} from '../../contract/requests';
import { TIMEFRAMES } from '../../contract/timeframe';
import { readStrategyFile } from '../strategies/strategy-library';
import type { ParsedCommand } from './command-line';

const refuse = (message: string): never => {
  throw new FailureError(failure('bad_arguments', message));
};

/** Which option a field of a request came from, for messages. */
const OPTION_OF_FIELD: Readonly<Record<string, string>> = {
  startDate: '--start',
  endDate: '--end',
  modelOperationId: '--model',
  initialCapital: '--capital',
  failAt: '--fail-at',
  ignoreCancel: '--ignore-cancel',
  overrides: '--set',
};

function check<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path.at(-1) ?? '');
  return refuse(`${OPTION_OF_FIELD[field] ?? `--${field}`}: ${issue?.message ?? 'not understood'}.`);
}

const defined = <T extends Record<string, unknown>>(fields: T): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

function timeframeOf(command: ParsedCommand): string | undefined {
  const typed = command.texts.get('timeframe');
  if (typed === undefined || (TIMEFRAMES as readonly string[]).includes(typed)) return typed;
  return refuse(`--timeframe is "${typed}", but one of ${TIMEFRAMES.join(', ')} was expected.`);
}

const required = (command: ParsedCommand, option: string): string =>
  command.texts.get(option) ?? refuse(`--${option} is missing.`);

export function dataLoadRequestOf(command: ParsedCommand): DataLoadRequest {
  return check(dataLoadRequestSchema, {
    type: 'data_load',
    symbol: required(command, 'symbol'),
    timeframe: timeframeOf(command) ?? required(command, 'timeframe'),
    source: { provider: 'csv', path: resolve(command.positional) },
  });
}

export function trainingRequestOf(command: ParsedCommand): TrainingRequest {
  const { fileName, text } = readStrategyFile(resolve(command.positional));
  const given = defined({
    symbol: command.texts.get('symbol'),
    timeframe: timeframeOf(command),
    startDate: command.texts.get('start'),
    endDate: command.texts.get('end'),
    seed: command.numbers.get('seed'),
    overrides: command.lists.get('set'),
  });
  return check(trainingRequestSchema, { type: 'training', strategy: { fileName, text }, ...given });
}

export function backtestingRequestOf(command: ParsedCommand): BacktestingRequest {
  const { fileName, text } = readStrategyFile(resolve(command.positional));
  const model = required(command, 'model');
  if (!operationIdSchema.safeParse(model).success) {
    throw new FailureError(
      failure('unknown_model', `"${model}" is not the id of a training, so it has no model. "ops list" shows the ids.`),
    );
  }
  const given = defined({
    startDate: command.texts.get('start'),
    endDate: command.texts.get('end'),
    initialCapital: command.numbers.get('capital'),
    commission: command.numbers.get('commission'),
    slippage: command.numbers.get('slippage'),
  });
  return check(backtestingRequestSchema, {
    type: 'backtesting',
    strategy: { fileName, text },
    modelOperationId: model,
    ...given,
  });
}

export function dummyRequestOf(command: ParsedCommand): DummyRequest {
  const given = defined({
    steps: command.numbers.get('steps'),
    seconds: command.numbers.get('seconds'),
    failAt: command.numbers.get('fail-at'),
  });
  return check(dummyRequestSchema, { type: 'dummy', ignoreCancel: command.flags.has('ignore-cancel'), ...given });
}

export function operationQueryOf(command: ParsedCommand): OperationQuery {
  const oneOf = (option: string, known: readonly string[]): string[] => {
    const typed = command.texts.get(option);
    if (typed === undefined) return [];
    if (known.includes(typed)) return [typed];
    const nearest = nearestName(typed, known);
    return refuse(
      `--${option} is "${typed}"${nearest ? `; did you mean "${nearest}"?` : '.'} Known: ${known.join(', ')}.`,
    );
  };
  const given = defined({ limit: command.numbers.get('limit'), offset: command.numbers.get('offset') });
  return check(operationQuerySchema, {
    filter: { statuses: oneOf('status', OPERATION_STATUSES), types: oneOf('type', OPERATION_TYPES) },
    ...given,
  });
}

/** @throws FailureError `unknown_operation` for what cannot be an id. */
export function operationIdOf(command: ParsedCommand): OperationId {
  const parsed = operationIdSchema.safeParse(command.positional);
  if (parsed.success) return parsed.data;
  throw new FailureError(
    failure('unknown_operation', `"${command.positional}" is not an operation id. "ops list" shows the ids.`),
  );
}

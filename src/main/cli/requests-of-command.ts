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
  type ResearchRequest,
  type RunChanges,
  researchRequestSchema,
  runChangesSchema,
  type TrainingRequest,
  trainingRequestSchema,
} from '../../contract/requests';
import { TIMEFRAMES } from '../../contract/timeframe';
import { readStrategyFile } from '../strategies/strategy-library';
import { checkOptions } from './check-options';
import type { ParsedCommand } from './command-line';

const refuse = (message: string): never => {
  throw new FailureError(failure('bad_arguments', message));
};

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
  return checkOptions(dataLoadRequestSchema, {
    type: 'data_load',
    symbol: required(command, 'symbol'),
    timeframe: timeframeOf(command) ?? required(command, 'timeframe'),
    source: { provider: 'csv', path: command.positional },
  });
}

const strategyOf = (command: ParsedCommand): TrainingRequest['strategy'] => {
  const { fileName, text } = readStrategyFile(command.positional);
  return { fileName, text };
};

const rangeOf = (command: ParsedCommand) => ({
  startDate: command.texts.get('start'),
  endDate: command.texts.get('end'),
});

const settingsOf = (command: ParsedCommand) => ({
  seed: command.numbers.get('seed'),
  overrides: command.lists.get('set'),
});

const strategyRunOf = (command: ParsedCommand) => ({
  symbol: command.texts.get('symbol'),
  timeframe: timeframeOf(command),
  ...rangeOf(command),
  ...settingsOf(command),
});

const accountOf = (command: ParsedCommand) => ({
  initialCapital: command.numbers.get('capital'),
  commission: command.numbers.get('commission'),
  slippage: command.numbers.get('slippage'),
});

export function trainingRequestOf(command: ParsedCommand): TrainingRequest {
  const strategy = strategyOf(command);
  return checkOptions(trainingRequestSchema, { type: 'training', strategy, ...defined(strategyRunOf(command)) });
}

export function researchRequestOf(command: ParsedCommand): ResearchRequest {
  const strategy = strategyOf(command);
  const variants = command.numbers.get('variants');
  const given = defined({ ...strategyRunOf(command), ...accountOf(command), variants });
  return checkOptions(researchRequestSchema, { type: 'agent_research', strategy, ...given });
}

/** What `ops retry` is to change; what was not typed stays as it was. */
export const runChangesOf = (command: ParsedCommand): RunChanges =>
  checkOptions(runChangesSchema, defined({ ...settingsOf(command), ...rangeOf(command), ...accountOf(command) }));

export function backtestingRequestOf(command: ParsedCommand): BacktestingRequest {
  const strategy = strategyOf(command);
  const model = required(command, 'model');
  if (!operationIdSchema.safeParse(model).success) {
    throw new FailureError(
      failure('unknown_model', `"${model}" is not the id of a training, so it has no model. "ops list" shows the ids.`),
    );
  }
  const given = defined({ ...rangeOf(command), ...accountOf(command) });
  return checkOptions(backtestingRequestSchema, {
    type: 'backtesting',
    strategy,
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
  return checkOptions(dummyRequestSchema, {
    type: 'dummy',
    ignoreCancel: command.flags.has('ignore-cancel'),
    ...given,
  });
}

/** @throws FailureError `bad_arguments` for a cursor before the first row. */
export function cursorOf(command: ParsedCommand): number {
  const cursor = command.numbers.get('cursor') ?? 0;
  return cursor >= 0 ? cursor : refuse(`--cursor is ${cursor}, but a whole number of 0 or more was expected.`);
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
  return checkOptions(operationQuerySchema, {
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

import type { z } from 'zod';
import { type Failure, failure, failureOf, isInputFailure, type Outcome } from '../../contract/failure';
import { IPC_CHANNELS, type IpcChannel, type IpcResponse } from '../../contract/ipc';
import type { Logger } from '../log/logger';

/** A request after its schema has filled the defaults in. */
export type ParsedRequest<C extends IpcChannel> = z.output<(typeof IPC_CHANNELS)[C]['request']>;

/** What answers each call of a window. */
export type CallHandlers = {
  readonly [C in IpcChannel]: (request: ParsedRequest<C>, windowId: number) => Promise<IpcResponse<C>> | IpcResponse<C>;
};

/**
 * Answers one call: unknown channels and malformed requests are refused, whatever a handler throws
 * becomes a Failure. Never throws, since an exception would reach the window as a bare message.
 */
export async function answerCall(
  handlers: CallHandlers,
  log: Logger,
  channel: unknown,
  request: unknown,
  windowId: number,
): Promise<Outcome<unknown>> {
  if (typeof channel !== 'string' || !Object.hasOwn(IPC_CHANNELS, channel)) {
    return {
      ok: false,
      failure: failure('bad_arguments', `The window asked for "${String(channel)}", which is unknown.`),
    };
  }
  const name = channel as IpcChannel;
  const parsed = IPC_CHANNELS[name].request.safeParse(request);
  if (!parsed.success) return { ok: false, failure: malformed(name, parsed.error) };
  try {
    const handler = handlers[name] as (request: unknown, windowId: number) => unknown;
    return { ok: true, value: await handler(parsed.data, windowId) };
  } catch (error) {
    const told = failureOf(error);
    if (!isInputFailure(told.code)) log.warn(`call ${name} failed`, told);
    return { ok: false, failure: told };
  }
}

function malformed(channel: string, error: z.ZodError): Failure {
  const [issue] = error.issues;
  const where = issue && issue.path.length > 0 ? issue.path.join('.') : 'the request';
  return failure('bad_arguments', `${where}: ${issue?.message ?? 'not understood'}.`, {
    detail: `${channel}: ${error.message}`,
  });
}

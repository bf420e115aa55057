import { describe, expect, it } from 'vitest';
import { FailureError, failure } from '../../../src/contract/failure';
import { answerCall, type CallHandlers } from '../../../src/main/ipc/answer-call';
import { silentLogger } from '../../../src/main/log/logger';

const handlers = {
  'operations:list': (query: unknown) => query,
  'operations:get': () => {
    throw new FailureError(failure('unknown_operation', 'There is no such operation.'));
  },
  'settings:get': () => {
    throw new TypeError('boom');
  },
} as unknown as CallHandlers;

const call = (channel: unknown, request: unknown) => answerCall(handlers, silentLogger, channel, request, 1);

describe('answering a call of the window', () => {
  it('fills in the defaults of a request before it is handled', async () => {
    const answer = await call('operations:list', { filter: {} });
    expect(answer).toMatchObject({ ok: true, value: { limit: 100, offset: 0, filter: { statuses: [], text: '' } } });
  });

  it.each([['nonsense'], ['constructor'], ['__proto__'], [7]])('refuses the unknown call %j', async (channel) => {
    expect(await call(channel, null)).toMatchObject({ ok: false, failure: { code: 'bad_arguments' } });
  });

  it('says which field of a request is wrong', async () => {
    const answer = await call('operations:list', { filter: {}, limit: 'many' });
    expect(answer).toMatchObject({ ok: false, failure: { code: 'bad_arguments' } });
    if (!answer.ok) expect(answer.failure.message).toContain('limit');
  });

  it('hands on a failure as it is and turns a surprise into one', async () => {
    const id = 'op_dummy_20260101_000000_0000000a';
    expect(await call('operations:get', id)).toMatchObject({ ok: false, failure: { code: 'unknown_operation' } });
    const surprise = await call('settings:get', null);
    expect(surprise).toMatchObject({ ok: false, failure: { code: 'internal' } });
    if (!surprise.ok) expect(surprise.failure.message).not.toContain('\n');
  });
});

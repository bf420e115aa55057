import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CALL_CHANNEL } from '../../../src/contract/ipc-names';
import type { CallHandlers } from '../../../src/main/ipc/answer-call';
import { registerCalls } from '../../../src/main/ipc/register-calls';
import { silentLogger } from '../../../src/main/log/logger';

type Listener = (event: unknown, channel: unknown, request: unknown) => unknown;
const { doors } = vi.hoisted(() => ({ doors: new Map<string, Listener>() }));
vi.mock('electron', () => ({
  ipcMain: {
    handle: (name: string, listener: Listener) => doors.set(name, listener),
    removeHandler: (name: string) => doors.delete(name),
  },
}));

const OUR_PAGE = 'app://tradewind/index.html';
const asked: number[] = [];
const handlers = {
  'datasets:list': (_request: unknown, windowId: number) => {
    asked.push(windowId);
    return [];
  },
} as unknown as CallHandlers;

let close = (): void => {};
beforeEach(() => {
  asked.length = 0;
  close = registerCalls(handlers, (url) => url === OUR_PAGE, silentLogger);
});

const callFrom = (senderFrame: { url: string; parent: unknown } | null) =>
  doors.get(CALL_CHANNEL)?.({ senderFrame, sender: { id: 4 } }, 'datasets:list', null);

describe('the door of the window', () => {
  it('opens for our page', async () => {
    expect(await callFrom({ url: OUR_PAGE, parent: null })).toEqual({ ok: true, value: [] });
    expect(asked).toEqual([4]);
  });

  it.each([
    ['another page', { url: 'https://example.com/', parent: null }],
    ['a frame inside our page', { url: OUR_PAGE, parent: {} }],
    ['a frame that is gone', null],
  ])('stays shut for %s', async (_who, frame) => {
    expect(await callFrom(frame)).toMatchObject({ ok: false, failure: { code: 'not_allowed' } });
    expect(asked).toEqual([]);
  });

  it('is gone when it is closed', () => {
    close();
    expect(doors.size).toBe(0);
  });
});

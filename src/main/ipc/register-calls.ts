import { ipcMain, type WebFrameMain } from 'electron';
import { failure } from '../../contract/failure';
import { CALL_CHANNEL } from '../../contract/ipc-names';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import { answerCall, type CallHandlers } from './answer-call';

/** Opens the one door of the window; only our own page, in its main frame, is answered. */
export function registerCalls(handlers: CallHandlers, isOurPage: (url: string) => boolean, log: Logger): Dispose {
  ipcMain.handle(CALL_CHANNEL, (event, channel: unknown, request: unknown) => {
    if (!isTrusted(event.senderFrame, isOurPage)) {
      log.warn('a call from a foreign page was refused', event.senderFrame?.url);
      return { ok: false, failure: failure('not_allowed', 'This page may not talk to Tradewind.') };
    }
    return answerCall(handlers, log, channel, request, event.sender.id);
  });
  return () => ipcMain.removeHandler(CALL_CHANNEL);
}

const isTrusted = (frame: WebFrameMain | null, isOurPage: (url: string) => boolean): boolean =>
  frame !== null && frame.parent === null && isOurPage(frame.url);

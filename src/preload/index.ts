import { contextBridge, ipcRenderer } from 'electron';
import { CALL_CHANNEL, COMMAND_CHANNEL, PUSH_CHANNEL } from '../contract/ipc-names';
import type { WindowApi } from '../contract/window-api';

function listen<T>(channel: string, listener: (value: T) => void): () => void {
  const receive = (_event: unknown, value: T): void => listener(value);
  ipcRenderer.on(channel, receive);
  return () => {
    ipcRenderer.off(channel, receive);
  };
}

const api: WindowApi = {
  invoke: (channel, request) => ipcRenderer.invoke(CALL_CHANNEL, channel, request),
  onPush: (listener) => listen(PUSH_CHANNEL, listener),
  onCommand: (listener) => listen(COMMAND_CHANNEL, listener),
};

contextBridge.exposeInMainWorld('api', api);

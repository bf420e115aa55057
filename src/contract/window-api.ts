import type { Outcome } from './failure';
import type { IpcChannel, IpcRequest, IpcResponse, Push, WindowCommand } from './ipc';

/** `window.api`: all the window can reach. */
export interface WindowApi {
  invoke<C extends IpcChannel>(channel: C, request: IpcRequest<C>): Promise<Outcome<IpcResponse<C>>>;
  /** Returns how to stop listening. */
  onPush(listener: (push: Push) => void): () => void;
  onCommand(listener: (command: WindowCommand) => void): () => void;
}

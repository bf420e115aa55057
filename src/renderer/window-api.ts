import type { WindowApi } from '../contract/window-api';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly api: WindowApi;
  }
}

export const windowApi = (): WindowApi => window.api;

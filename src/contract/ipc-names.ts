/** The names of Electron's own channels. Apart from `ipc.ts`, so that the preload script stays a few lines long. */

/** The one door for every call of the window; the first argument names the use case. */
export const CALL_CHANNEL = 'call';
/** What main tells the window unasked. */
export const PUSH_CHANNEL = 'push';
/** From menu or tray: what the window should do. */
export const COMMAND_CHANNEL = 'command';

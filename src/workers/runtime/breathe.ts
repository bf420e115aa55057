/** Lets the event loop run what waits, so that a long series of short steps never keeps a message waiting. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

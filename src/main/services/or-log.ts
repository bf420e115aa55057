import type { Logger } from '../log/logger';

/** For what must not stop those who come after it. */
export function orLog(log: Logger, message: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    log.error(message, error);
  }
}

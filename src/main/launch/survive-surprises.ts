import type { Logger } from '../log/logger';

/** Once a session stays, an error nobody caught is logged: work that runs is worth more than a clean conscience. */
export function surviveSurprises(log: Logger, giveUp: (error: unknown) => void): void {
  for (const surprise of ['uncaughtException', 'unhandledRejection'] as const) {
    process.off(surprise, giveUp);
    process.on(surprise, (error: unknown) => log.error(surprise, error));
  }
}

import { app } from 'electron';
import { CommandHost } from '../local-socket/command-host';
import type { HostAddress } from '../local-socket/host-file';
import type { OpenApplication } from './open-application';

/** Lets commands on the same profile run in this process, until it has been closed and they have heard how they ended. */
export async function hostCommands(
  application: OpenApplication,
  holder: HostAddress['holder'],
): Promise<OpenApplication> {
  const { log } = application;
  try {
    const host = await CommandHost.open({ application, holder, version: app.getVersion(), log });
    return {
      ...application,
      close: async () => {
        host.stopListening();
        await application.close();
        await host.close();
      },
    };
  } catch (error) {
    // What else the profile is open for works all the same.
    log.error('commands of other processes are not heard', error);
    return application;
  }
}

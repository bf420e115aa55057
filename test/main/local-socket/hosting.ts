import { onTestFinished } from 'vitest';
import type { OperationId } from '../../../src/contract/identifiers';
import type { Operation } from '../../../src/contract/operation';
import { parseCommand } from '../../../src/main/cli/command-line';
import { jsonReporter } from '../../../src/main/cli/json-reporter';
import { CommandHost } from '../../../src/main/local-socket/command-host';
import { HostedCommand } from '../../../src/main/local-socket/hosted-command';
import { silentLogger } from '../../../src/main/log/logger';
import type { Application } from '../../../src/main/services/application';
import { type RecordedOutput, recordedOutput } from '../cli/recorded-output';
import { ServiceOnDisk } from '../operations/service-on-disk';
import { temporaryFolder } from '../storage/temporary-storage';

export const VERSION = '1.2.3';

/** A host over a real operations service, whose operations do only what the test makes them do. */
export class Hosting {
  readonly disk = new ServiceOnDisk();
  readonly profile = temporaryFolder();
  readonly forced: OperationId[] = [];
  readonly started: OperationId[] = [];
  host: CommandHost | null = null;

  async open(): Promise<CommandHost> {
    const { disk, forced, started } = this;
    const application = {
      folders: { profile: this.profile },
      operations: disk.service,
      runner: {
        cancel: (id: OperationId) => {
          disk.service.requestCancel(id, 'user', null);
          return disk.service.get(id);
        },
        forceStop: (id: OperationId) => forced.push(id),
      },
      start: (): Operation => {
        const id = disk.createRunning();
        started.push(id);
        return disk.service.get(id);
      },
    } as unknown as Application;
    const host = await CommandHost.open({ application, holder: 'serve', version: VERSION, log: silentLogger });
    this.host = host;
    onTestFinished(() => host.close());
    return host;
  }

  ask(line: string, version = VERSION): { hosted: HostedCommand; output: RecordedOutput } {
    const output = recordedOutput();
    const hosted = new HostedCommand({
      profile: this.profile,
      version,
      command: parseCommand(line.split(' ')),
      reporter: jsonReporter(output),
      answerWithinMs: 200,
    });
    return { hosted, output };
  }
}

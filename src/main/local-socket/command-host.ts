import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import type { Logger } from '../log/logger';
import type { Application } from '../services/application';
import { CommandConnection } from './command-connection';
import { type HostAddress, removeHostFile, writeHostFile } from './host-file';
import { removeStaleHost } from './remove-stale-host';
import { newSocketAddress, removeSocketAddress } from './socket-address';

/** How long a client may take to read its last lines. */
const LAST_WORDS_MS = 2_000;

export interface CommandHostParts {
  readonly application: Application;
  readonly holder: HostAddress['holder'];
  readonly version: string;
  readonly log: Logger;
}

/** Lets commands of other processes run here, in the process that holds the profile. */
export class CommandHost {
  readonly #connections = new Set<CommandConnection>();

  private constructor(
    private readonly server: Server,
    private readonly address: string,
    private readonly profile: string,
  ) {}

  /** Listens, and takes the place of what an earlier holder of the profile left. @throws when it cannot listen or say where */
  static async open(parts: CommandHostParts): Promise<CommandHost> {
    const { profile } = parts.application.folders;
    removeStaleHost(profile);
    const address = newSocketAddress();
    const token = randomBytes(32).toString('hex');
    const server = createServer();
    try {
      await listening(server, address);
      server.on('error', (error) => parts.log.error('commands of other processes are not heard any more', error));
      const host = new CommandHost(server, address, profile);
      server.on('connection', (socket) => {
        const connection = new CommandConnection(socket, { ...parts, token });
        host.#connections.add(connection);
        socket.once('close', () => host.#connections.delete(connection));
      });
      writeHostFile(profile, { address, token, holder: parts.holder });
      return host;
    } catch (error) {
      server.close();
      removeSocketAddress(address);
      throw error;
    }
  }

  /** Takes no more commands; those that are here go on. */
  stopListening(): void {
    removeHostFile(this.profile);
    this.server.close();
  }

  /** Settles when everybody has heard the end of what they asked for. */
  async close(): Promise<void> {
    this.stopListening();
    await Promise.all([...this.#connections].map((connection) => connection.close(LAST_WORDS_MS)));
    removeSocketAddress(this.address);
  }
}

function listening(server: Server, address: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail);
    server.listen(address, () => {
      server.off('error', fail);
      settle();
    });
  });
}

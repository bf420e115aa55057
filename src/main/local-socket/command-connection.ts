import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { type Failure, FailureError, failure, failureOf } from '../../contract/failure';
import { CurrentOperation } from '../cli/current-operation';
import { exitCodeOfFailure } from '../cli/exit-code';
import { performCommand } from '../cli/perform-command';
import type { Logger } from '../log/logger';
import type { Application } from '../services/application';
import { commandOfMessage } from './command-message';
import { messageIn, readLines } from './line-reader';
import {
  type HostMessage,
  type HostRequest,
  knockSchema,
  MAX_REQUEST_BYTES,
  PROTOCOL,
  requestSchema,
  wishSchema,
} from './protocol';
import { type ReportMessage, travellingReporter } from './report-message';

/** A client says what it wants at once, or is none. */
const REQUEST_WITHIN_MS = 5_000;
/** A reader this far behind gets no snapshots, which are out of date anyway, until it has caught up. */
const BEHIND_BYTES = 1_000_000;
/** A reader that has stopped reading is let go before what waits for it fills the memory. */
const BACKLOG_BYTES = 64_000_000;

export interface ConnectionParts {
  readonly application: Application;
  readonly version: string;
  readonly token: string;
  readonly log: Logger;
}

/** One client from its first line to its end. What it started goes on when it goes away without a word. */
export class CommandConnection {
  #current: CurrentOperation | null = null;
  readonly #closed: Promise<void>;

  constructor(
    private readonly socket: Socket,
    private readonly parts: ConnectionParts,
  ) {
    // A client that is gone shows as a closed socket; how it went does not matter.
    socket.on('error', () => {});
    this.#closed = new Promise((settle) => socket.once('close', () => settle()));
    const tooLate = setTimeout(() => socket.destroy(), REQUEST_WITHIN_MS);
    socket.once('close', () => clearTimeout(tooLate));
    readLines(socket, MAX_REQUEST_BYTES, (line) => {
      clearTimeout(tooLate);
      if (this.#current === null) this.#begin(line);
      else this.#hear(line, this.#current);
    });
  }

  /**
   * For when nothing runs here any more: tells a command that has not ended why it will not. Settles when the client has
   * all that is meant for it, or is gone, or `patienceMs` is over.
   */
  async close(patienceMs: number): Promise<void> {
    // An end that was told a moment ago is on its way through promises.
    await new Promise((settle) => setImmediate(settle));
    if (this.#current !== null && this.socket.writable) this.#end(closedMeanwhile);
    const timer = setTimeout(() => this.socket.destroy(), this.#current === null ? 0 : patienceMs);
    await this.#closed;
    clearTimeout(timer);
  }

  #begin(line: string): void {
    const { application, version, token } = this.parts;
    const knock = messageIn(line, knockSchema);
    if (knock === null || !isEqual(knock.token, token)) {
      this.socket.destroy();
      return;
    }
    if (knock.protocol !== PROTOCOL || knock.version !== version) {
      this.#refuse(otherVersion(version, knock.version));
      return;
    }
    const request = messageIn(line, requestSchema);
    if (request === null) {
      this.#refuse(failure('bad_arguments', 'The Tradewind that uses this profile did not understand the command.'));
      return;
    }
    this.#current = new CurrentOperation(application);
    this.#send({ type: 'welcome' });
    void this.#perform(request, this.#current);
  }

  #hear(line: string, current: CurrentOperation): void {
    const message = messageIn(line, wishSchema);
    if (message === null) this.socket.destroy();
    else if (message.wish === 'stop') current.stop();
    else current.force();
  }

  async #perform(request: HostRequest, current: CurrentOperation): Promise<void> {
    const reporter = travellingReporter((report) => this.#report(report));
    try {
      const command = commandOfMessage(request.command);
      const code = await performCommand(command, this.parts.application, reporter, current);
      this.#send({ type: 'exit', code });
    } catch (error) {
      if (!this.socket.writable) return;
      if (!(error instanceof FailureError)) this.parts.log.error('a command of another process failed', error);
      this.#end(failureOf(error));
    }
    this.socket.end();
  }

  #end(reason: Failure): void {
    this.#send({ type: 'report', report: { call: 'failure', with: [reason] } });
    this.#send({ type: 'exit', code: exitCodeOfFailure(reason) });
    this.socket.end();
  }

  /** Throws when nobody listens any more, so that nothing is reported into the void for ever. */
  #report(report: ReportMessage): void {
    if (this.socket.destroyed) throw new Error('The command that asked has gone away');
    if (report.call === 'snapshot' && this.socket.writableLength > BEHIND_BYTES) return;
    this.#send({ type: 'report', report });
  }

  #refuse(reason: Failure): void {
    this.#send({ type: 'refused', failure: reason });
    this.socket.end();
  }

  #send(message: HostMessage): void {
    if (this.socket.writableLength > BACKLOG_BYTES) this.socket.destroy();
    if (this.socket.writable) this.socket.write(`${JSON.stringify(message)}\n`);
  }
}

function isEqual(said: string, token: string): boolean {
  const [a, b] = [Buffer.from(said), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

const closedMeanwhile = failure(
  'app_closed',
  'The Tradewind that ran this command was closed. What still waits in its queue goes on when it is started again; "tradewind ops list" shows where everything stands.',
);

const otherVersion = (ours: string, theirs: string): Failure =>
  failure(
    'profile_in_use',
    `The Tradewind that uses this profile is version ${ours}, this command is of version ${theirs}, and only equal versions work together. Close that one, or name another profile with --profile DIR.`,
  );

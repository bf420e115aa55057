import { connect, type Socket } from 'node:net';
import { FailureError, failure } from '../../contract/failure';
import type { ParsedCommand } from '../cli/command-line';
import { EXIT } from '../cli/exit-code';
import type { Reporter } from '../cli/reporter';
import { messageOfCommand } from './command-message';
import { readHostFile } from './host-file';
import { messageIn, readLines } from './line-reader';
import { profileInUse } from './profile-in-use';
import { type HostRequest, hostMessageSchema, MAX_REPORT_BYTES, PROTOCOL, type Wish } from './protocol';
import { arrivingReports } from './report-message';

/** A host that says nothing for so long is none. */
const ANSWER_WITHIN_MS = 5_000;
/** One Ctrl-C may arrive several times. */
const ONE_SIGNAL_MS = 1_000;

export interface CommandToHost {
  readonly profile: string;
  /** Of this Tradewind; the host must be of the same. */
  readonly version: string;
  readonly command: ParsedCommand;
  /** Prints what the host reports. */
  readonly reporter: Reporter;
  readonly answerWithinMs?: number;
}

/**
 * A command that runs in the process that holds its profile. Needs no Electron. When this process ends without a word,
 * what it started goes on over there.
 */
export class HostedCommand {
  readonly #socket: Socket | null;
  #settle: (code: number) => void = () => {};
  #fail: (error: Error) => void = () => {};
  #isWelcome = false;
  #forcedAt: number | null = null;
  /**
   * Its exit code. Rejects with FailureError `profile_in_use` when nobody answers or the versions differ, `app_closed`
   * when the host goes away in the middle.
   */
  readonly ended = new Promise<number>((settle, fail) => {
    this.#settle = settle;
    this.#fail = fail;
  });

  constructor({ profile, version, command, reporter, answerWithinMs = ANSWER_WITHIN_MS }: CommandToHost) {
    const host = readHostFile(profile);
    if (host === null) {
      this.#socket = null;
      this.#fail(profileInUse());
      return;
    }
    const socket = connect(host.address);
    this.#socket = socket;
    const tooLate = setTimeout(() => this.#isWelcome || socket.destroy(), answerWithinMs);
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(tooLate);
      this.#fail(this.#isWelcome ? hostGone() : profileInUse());
    });
    const hear = arrivingReports(reporter);
    readLines(socket, MAX_REPORT_BYTES, (line) => this.#hear(line, socket, hear));
    const request: HostRequest = {
      protocol: PROTOCOL,
      version,
      token: host.token,
      command: messageOfCommand(command),
    };
    socket.write(`${JSON.stringify(request)}\n`);
  }

  /** Cancels what the command runs, or ends it while it runs nothing. */
  stop(): void {
    this.#say('stop');
  }

  /** Does not wait for the grace; a second or more later, does not even wait for the host. */
  force(): void {
    const now = Date.now();
    if (this.#forcedAt === null) {
      this.#forcedAt = now;
      this.#say('force');
    } else if (now - this.#forcedAt >= ONE_SIGNAL_MS) {
      this.#settle(EXIT.cancelled);
      this.#socket?.destroy();
    }
  }

  #say(wish: Wish): void {
    if (this.#socket?.writable) this.#socket.write(`${JSON.stringify({ wish })}\n`);
  }

  #hear(line: string, socket: Socket, hear: ReturnType<typeof arrivingReports>): void {
    const message = messageIn(line, hostMessageSchema);
    try {
      switch (message?.type) {
        case 'welcome':
          this.#isWelcome = true;
          return;
        case 'report':
          hear(message.report);
          return;
        case 'exit':
          this.#settle(message.code);
          break;
        case 'refused':
          this.#fail(new FailureError(message.failure));
          break;
        default:
          throw new Error('The host said something this version does not know');
      }
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
    socket.destroy();
  }
}

const hostGone = (): FailureError =>
  new FailureError(
    failure(
      'app_closed',
      'The Tradewind that ran this command ended before the command did. What it ran can be resumed: "tradewind ops list" shows it.',
    ),
  );

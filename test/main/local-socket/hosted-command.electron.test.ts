import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Failure } from '../../../src/contract/failure';
import type { OperationId } from '../../../src/contract/identifiers';
import { parseCommand } from '../../../src/main/cli/command-line';
import { messageOfCommand } from '../../../src/main/local-socket/command-message';
import { readHostFile, writeHostFile } from '../../../src/main/local-socket/host-file';
import { PROTOCOL } from '../../../src/main/local-socket/protocol';
import { outcomeOf, stepsOf } from '../operations/operation-samples';
import { temporaryFolder } from '../storage/temporary-storage';
import { Hosting, VERSION } from './hosting';

let hosting: Hosting;
beforeEach(() => {
  hosting = new Hosting();
});

const kindsOf = (lines: string[]): string[] => lines.map((line) => (JSON.parse(line) as { kind: string }).kind);

/** The operation of the one command that was asked. */
const begun = (): Promise<OperationId> =>
  vi.waitFor(() => {
    const [id] = hosting.started;
    if (id === undefined) throw new Error('nothing was started');
    return id;
  });

async function refusalOf(ended: Promise<number>): Promise<Failure> {
  const error = await ended.then(
    () => new Error('it was not refused'),
    (reason: Error) => reason,
  );
  if ('failure' in error) return error.failure as Failure;
  throw error;
}

describe('a command that runs in another process', () => {
  it('reports there what is printed here, with the exit code of its end', async () => {
    await hosting.open();
    const { hosted, output } = hosting.ask('dummy');
    const id = await begun();
    hosting.disk.service.appendMetrics(id, stepsOf(0, [1, 2]));
    hosting.disk.service.complete(id, outcomeOf());
    expect(await hosted.ended).toBe(0);
    expect(kindsOf(output.lines())).toEqual(['operation', 'metrics', 'result']);
    expect(JSON.parse(output.lines().at(-1) ?? '')).toEqual({
      kind: 'result',
      operation: hosting.disk.service.get(id),
    });
  });

  it('is refused there in words and with a code of its own', async () => {
    await hosting.open();
    const { hosted, output } = hosting.ask('ops show op_training_20260101_000000_00000000');
    expect(await hosted.ended).toBe(2);
    expect(output.text()).toContain('"code":"unknown_operation"');
  });

  it('cancels what it runs when it is stopped, and ends when that has ended', async () => {
    await hosting.open();
    const { hosted, output } = hosting.ask('dummy');
    const id = await begun();
    hosted.stop();
    await vi.waitFor(() => expect(hosting.disk.as('running', id).cancelRequested).toMatchObject({ reason: 'user' }));
    hosted.force();
    await vi.waitFor(() => expect(hosting.forced).toEqual([id]));
    hosting.disk.service.confirmCancelled(id, { forced: true });
    expect(await hosted.ended).toBe(130);
    expect(kindsOf(output.lines()).at(-1)).toBe('result');
  });

  it('ends at once when it is stopped while it runs nothing of its own', async () => {
    await hosting.open();
    const id = hosting.disk.createRunning();
    const { hosted } = hosting.ask(`ops cancel ${id}`);
    await vi.waitFor(() => expect(hosting.disk.as('running', id).cancelRequested).not.toBeNull());
    hosted.stop();
    expect(await hosted.ended).toBe(130);
    expect(hosting.disk.service.get(id).status).toBe('running');
  });

  it('leaves its operation running when it goes away without a word', async () => {
    await hosting.open();
    const { address, token } = readHostFile(hosting.profile) ?? { address: '', token: '' };
    const client = connect(address);
    const command = messageOfCommand(parseCommand(['dummy']));
    client.write(`${JSON.stringify({ protocol: PROTOCOL, version: VERSION, token, command })}\n`);
    const id = await begun();
    client.destroy();
    hosting.disk.service.appendMetrics(id, stepsOf(0, [1]));
    await new Promise((settle) => client.once('close', settle));
    expect(hosting.disk.as('running', id).cancelRequested).toBeNull();
    hosting.disk.service.complete(id, outcomeOf());
    expect(hosting.disk.service.get(id).status).toBe('completed');
  });

  it('hears how its operation ended when the host closes', async () => {
    const host = await hosting.open();
    const { hosted } = hosting.ask('dummy');
    const id = await begun();
    host.stopListening();
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'profile_in_use' });
    hosting.disk.service.requestCancel(id, 'shutdown', null);
    hosting.disk.service.confirmCancelled(id, { forced: false });
    await host.close();
    expect(await hosted.ended).toBe(130);
  });

  it('hears that what still waits goes on later when the host closes', async () => {
    const host = await hosting.open();
    const { hosted, output } = hosting.ask('dummy');
    await begun();
    await host.close();
    expect(await hosted.ended).toBe(1);
    expect(output.lines().at(-1)).toContain('"code":"app_closed"');
  });

  it('says so when the host is gone in the middle', async () => {
    const silent = createServer((socket) => socket.once('data', () => socket.end('{"type":"welcome"}\n')));
    await listen(silent);
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'app_closed' });
  });
});

async function listen(server: ReturnType<typeof createServer>): Promise<void> {
  const address = join(hosting.profile, 's');
  await new Promise<void>((settle) => server.listen(address, settle));
  onTestFinished(() => {
    server.close();
  });
  writeHostFile(hosting.profile, { address, token: 'ab'.repeat(32), holder: 'window' });
}

describe('a profile is in use, as before,', () => {
  it('where its holder takes no commands, is dead, or says nothing', async () => {
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'profile_in_use' });
    writeHostFile(hosting.profile, { address: '/nowhere/s', token: 'ab'.repeat(32), holder: 'window' });
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'profile_in_use' });
    await listen(createServer(() => {}));
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'profile_in_use' });
  });

  it('where the versions differ, naming both', async () => {
    await hosting.open();
    const { code, message } = await refusalOf(hosting.ask('dummy', '0.9.0').hosted.ended);
    expect(code).toBe('profile_in_use');
    expect(message).toContain('version 1.2.3, this command is of version 0.9.0');
    expect(hosting.started).toEqual([]);
  });

  it('where the token is another one', async () => {
    await hosting.open();
    const host = readHostFile(hosting.profile);
    if (host === null) throw new Error('the host cannot be found');
    writeHostFile(hosting.profile, { ...host, token: 'ab'.repeat(32) });
    expect(await refusalOf(hosting.ask('dummy').hosted.ended)).toMatchObject({ code: 'profile_in_use' });
    expect(hosting.started).toEqual([]);
  });
});

describe('a host', () => {
  it('takes the place of one that was killed, and leaves nothing behind when it closes', async () => {
    const killed = await hosting.open();
    const before = readHostFile(hosting.profile)?.address ?? '';
    const host = await hosting.open();
    expect(existsSync(dirname(before))).toBe(false);
    const { hosted } = hosting.ask('ops list');
    expect(await hosted.ended).toBe(0);
    const address = readHostFile(hosting.profile)?.address ?? '';
    await host.close();
    expect([existsSync(dirname(address)), readHostFile(hosting.profile)]).toEqual([false, null]);
    await killed.close();
  });

  it('that cannot say where it listens leaves nothing behind', async () => {
    const sockets = temporaryFolder();
    vi.stubEnv('XDG_RUNTIME_DIR', sockets);
    onTestFinished(() => void vi.unstubAllEnvs());
    mkdirSync(join(hosting.profile, 'host.json.new'));
    await expect(hosting.open()).rejects.toThrow();
    expect(readdirSync(sockets)).toEqual([]);
  });

  it.each([
    ['what is no JSON', 'nonsense\n'],
    ['a line without an end', 'x'.repeat(1_000_001)],
    ['a line without a token', '{"protocol":1,"version":"1.2.3"}\n'],
  ])('hangs up on %s', async (_what, said) => {
    await hosting.open();
    const client = connect(readHostFile(hosting.profile)?.address ?? '');
    client.on('error', () => {});
    client.resume();
    client.write(said);
    await new Promise((settle) => client.once('close', settle));
    expect(hosting.started).toEqual([]);
  });

  it('refuses in words a command it does not know', async () => {
    await hosting.open();
    const { address, token } = readHostFile(hosting.profile) ?? { address: '', token: '' };
    const client = connect(address);
    let heard = '';
    client.on('data', (bytes) => {
      heard += bytes.toString();
    });
    const command = { ...messageOfCommand(parseCommand(['dummy'])), name: 'serve' };
    client.write(`${JSON.stringify({ protocol: PROTOCOL, version: VERSION, token, command })}\n`);
    await new Promise((settle) => client.once('close', settle));
    expect(JSON.parse(heard)).toMatchObject({ type: 'refused', failure: { code: 'bad_arguments' } });
  });
});

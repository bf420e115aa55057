import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readHostFile, removeHostFile, writeHostFile } from '../../../src/main/local-socket/host-file';
import { newSocketAddress, removeSocketAddress } from '../../../src/main/local-socket/socket-address';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tw-host-'));
  const own = folder;
  onTestFinished(() => rmSync(own, { recursive: true }));
});
const host = { address: '/tmp/x/s', token: 'ab'.repeat(32), holder: 'serve' as const };
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('the file by which a host is found', () => {
  it('is for its owner alone, is read back, replaced and removed', () => {
    writeHostFile(folder, { ...host, address: '/old' });
    writeHostFile(folder, host);
    expect(readHostFile(folder)).toEqual(host);
    expect(modeOf(join(folder, 'host.json'))).toBe(0o600);
    removeHostFile(folder);
    removeHostFile(folder);
    expect(readHostFile(folder)).toBeNull();
  });

  it('says nothing when it is something else', () => {
    writeFileSync(join(folder, 'host.json'), '{"address":"/x"');
    expect(readHostFile(folder)).toBeNull();
    writeFileSync(join(folder, 'host.json'), JSON.stringify({ ...host, token: 'short' }));
    expect(readHostFile(folder)).toBeNull();
  });
});

describe('the address of a socket', () => {
  it('lies in a new folder for its owner alone, and is gone when it is removed', async () => {
    const address = newSocketAddress('linux', [folder]);
    expect(modeOf(dirname(address))).toBe(0o700);
    expect(newSocketAddress('linux', [folder])).not.toBe(address);
    const server = createServer();
    await new Promise<void>((settle) => server.listen(address, settle));
    removeSocketAddress(address);
    expect(() => statSync(dirname(address))).toThrow('ENOENT');
    server.close();
  });

  it('is short whatever the folder for temporary files is called, and passes by what cannot be written in', () => {
    const long = join(folder, 'x'.repeat(120));
    mkdirSync(long);
    const address = newSocketAddress('linux', [undefined, long, join(folder, 'nowhere'), folder]);
    expect(dirname(dirname(address))).toBe(folder);
    expect(Buffer.byteLength(address)).toBeLessThan(100);
    expect(() => newSocketAddress('linux', [long])).toThrow('short enough');
    expect(newSocketAddress('win32')).toMatch(/^\\\\\.\\pipe\\tradewind-[0-9a-f]{32}$/);
  });

  it('is not removed where it is somebody else’s file', () => {
    const file = join(folder, 's');
    writeFileSync(file, 'mine');
    removeSocketAddress(file);
    expect(statSync(file).size).toBe(4);
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guardSignals } from '../../../src/main/cli/signal-guard';

type Guarded = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS: readonly Guarded[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

let now = 0;
let heard: string[] = [];
let before: Map<Guarded, NodeJS.SignalsListener[]>;
let release = (): void => {};

beforeEach(() => {
  now = 5_000;
  heard = [];
  before = new Map(SIGNALS.map((signal) => [signal, process.listeners(signal)]));
  release = guardSignals(
    () => heard.push('stop'),
    () => heard.push('force'),
    () => now,
  );
});
afterEach(() => release());

const added = (signal: Guarded) => process.listeners(signal).filter((one) => !before.get(signal)?.includes(one));

/** As the process would receive it; nobody else who listens is told. */
function receive(signal: Guarded, at: number): void {
  now = at;
  for (const listener of added(signal)) listener(signal);
}

describe('signals', () => {
  it('within a second of the first are one wish to stop, whichever they are', () => {
    receive('SIGINT', 5_000);
    receive('SIGINT', 5_001);
    receive('SIGTERM', 5_999);
    expect(heard).toEqual(['stop']);
  });

  it('a second later and more force', () => {
    receive('SIGTERM', 5_000);
    receive('SIGINT', 6_000);
    receive('SIGINT', 9_000);
    expect(heard).toEqual(['stop', 'force', 'force']);
  });

  it('are counted from the first, not from the one before', () => {
    for (const at of [5_000, 5_600, 6_200]) receive('SIGHUP', at);
    expect(heard).toEqual(['stop', 'force']);
  });

  it('are nobody’s business any more once released', () => {
    expect(SIGNALS.map((signal) => added(signal).length)).toEqual([1, 1, 1]);
    release();
    expect(SIGNALS.map((signal) => added(signal).length)).toEqual([0, 0, 0]);
  });
});

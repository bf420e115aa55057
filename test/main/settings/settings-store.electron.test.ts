import { describe, expect, it } from 'vitest';
import { FailureError } from '../../../src/contract/failure';
import { settingsSchema } from '../../../src/contract/settings';
import { silentLogger } from '../../../src/main/log/logger';
import { SettingsStore } from '../../../src/main/settings/settings-store';
import type { Storage } from '../../../src/main/storage/storage';
import { temporaryStorage } from '../storage/temporary-storage';

const defaults = settingsSchema.parse({});

const store = (storage: Storage, key: string, value: string) =>
  storage.statement('store', 'INSERT INTO settings (key, value) VALUES (:key, :value)').run({ key, value });

describe('settings', () => {
  it('are the defaults until they are changed', () => {
    const storage = temporaryStorage();
    expect(new SettingsStore(storage, silentLogger).get()).toEqual(defaults);
  });

  it('change a group key by key, also to null, and a key without a value not at all', () => {
    const settings = new SettingsStore(temporaryStorage(), silentLogger);
    settings.change({ retention: { operations: 500, days: 30 }, checkpoints: { epochs: 3 } });
    settings.change({ retention: { days: null, checkpointDays: undefined } });
    expect(settings.get().retention).toEqual({ operations: 500, days: null, checkpointDays: 30 });
    expect(settings.get().checkpoints).toEqual({ epochs: 3, bars: 10_000, seconds: 60 });
  });

  it('keep a change, key by key, over a restart', () => {
    const storage = temporaryStorage();
    const settings = new SettingsStore(storage, silentLogger);
    settings.change({ appearance: 'dark' });
    const changed = settings.change({ slots: { training: 3 }, cancelGraceMs: 200 });
    expect(changed).toEqual({
      ...defaults,
      appearance: 'dark',
      cancelGraceMs: 200,
      slots: { ...defaults.slots, training: 3 },
    });
    expect(new SettingsStore(storage, silentLogger).get()).toEqual(changed);
  });

  it('stay as they are where a change says nothing', () => {
    const settings = new SettingsStore(temporaryStorage(), silentLogger);
    const before = settings.change({ appearance: 'dark' });
    expect(settings.change({ appearance: undefined as never })).toEqual(before);
  });

  it('tell listeners of real changes, until they leave', () => {
    const settings = new SettingsStore(temporaryStorage(), silentLogger);
    const heard: string[] = [];
    const stop = settings.onChange((now) => heard.push(now.appearance));
    settings.change({ appearance: 'dark' });
    settings.change({ appearance: 'dark' });
    settings.change({});
    stop();
    settings.change({ appearance: 'light' });
    expect(heard).toEqual(['dark']);
  });

  it('refuse a value out of range, name the key and change nothing', () => {
    const settings = new SettingsStore(temporaryStorage(), silentLogger);
    const thrown = (() => {
      try {
        return settings.change({ appearance: 'dark', slots: { training: 0 } });
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(FailureError);
    expect((thrown as FailureError).failure).toMatchObject({
      code: 'bad_arguments',
      message: expect.stringContaining('slots.training'),
    });
    expect(settings.get()).toEqual(defaults);
  });

  it.each([
    ['appearance', '"purple"'],
    ['cancelGraceMs', '{'],
    ['slots', '{"training":"many"}'],
    ['onCloseWhileRunning', 'null'],
  ])('take the default for a stored %s that makes no sense, and log it', (key, value) => {
    const storage = temporaryStorage();
    store(storage, key, value);
    store(storage, 'unknown', '1');
    const warnings: string[] = [];
    const settings = new SettingsStore(storage, { ...silentLogger, warn: (message) => warnings.push(message) });
    expect(settings.get()).toEqual(defaults);
    expect(warnings).toEqual([expect.stringContaining(key)]);
  });
});

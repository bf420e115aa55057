import { FailureError, failure } from '../../contract/failure';
import { type Settings, type SettingsPatch, settingsPatchSchema, settingsSchema } from '../../contract/settings';
import type { Dispose } from '../disposable';
import type { Logger } from '../log/logger';
import type { Statement, Storage } from '../storage/storage';

export type SettingsListener = (settings: Settings) => void;

type SettingKey = keyof Settings;
const KEYS = Object.keys(settingsSchema.shape) as SettingKey[];

/** The person's settings: one row per key that was ever changed, the defaults of the contract for the rest. */
export class SettingsStore {
  #settings: Settings;
  readonly #listeners = new Set<SettingsListener>();
  readonly #write: Statement<never>;

  constructor(
    private readonly storage: Storage,
    log: Logger,
  ) {
    this.#write = storage.statement(
      'store setting',
      'INSERT INTO settings (key, value) VALUES (:key, :value) ON CONFLICT DO UPDATE SET value = excluded.value',
    );
    const rows = storage.statement<{ key: string; value: string }>('read settings', 'SELECT key, value FROM settings');
    this.#settings = readable(new Map(rows.all().map(({ key, value }) => [key, value])), log);
  }

  get(): Settings {
    return this.#settings;
  }

  /**
   * Changes the given keys, all of them or none, and tells listeners.
   * @throws FailureError `bad_arguments` naming the key that is wrong
   */
  change(patch: SettingsPatch): Settings {
    const parsed = settingsPatchSchema.safeParse(patch);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new FailureError(
        failure('bad_arguments', `The setting ${issue?.path.join('.')} cannot be changed: ${issue?.message}.`),
      );
    }
    const before = this.#settings;
    const after = settingsSchema.parse(laidOver(before, parsed.data));
    const changed = KEYS.filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
    if (changed.length === 0) return before;
    this.storage.inTransaction('change settings', () => {
      for (const key of changed) this.#write.run({ key, value: JSON.stringify(after[key]) });
    });
    this.#settings = after;
    for (const listener of [...this.#listeners]) listener(after);
    return after;
  }

  onChange(listener: SettingsListener): Dispose {
    const own: SettingsListener = (settings) => listener(settings);
    this.#listeners.add(own);
    return () => this.#listeners.delete(own);
  }
}

/** A change over what is there, groups key by key. A key without a value must not turn a setting back to its default. */
function laidOver(before: object, patch: object): object {
  const old = new Map<string, unknown>(Object.entries(before));
  for (const [key, value] of Object.entries(patch)) {
    const was = old.get(key);
    if (value !== undefined) old.set(key, isGroup(was) && isGroup(value) ? laidOver(was, value) : value);
  }
  return Object.fromEntries(old);
}

const isGroup = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** What is stored and makes sense, and the default of every other key. */
function readable(stored: ReadonlyMap<string, string>, log: Logger): Settings {
  const usable = KEYS.flatMap((key): [SettingKey, unknown][] => {
    const text = stored.get(key);
    if (text === undefined) return [];
    const parsed = settingsSchema.shape[key].safeParse(jsonOrNull(text));
    if (parsed.success) return [[key, parsed.data]];
    log.warn(`the stored setting ${key} is not usable and its default is taken: ${text}`);
    return [];
  });
  return settingsSchema.parse(Object.fromEntries(usable));
}

/** Null, which no setting may be, for what is not JSON. */
function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

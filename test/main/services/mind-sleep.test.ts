import { describe, expect, it } from 'vitest';
import { settingsSchema } from '../../../src/contract/settings';
import { Listeners } from '../../../src/main/listeners';
import type { Absence } from '../../../src/main/liveness/sleep-watch';
import { silentLogger } from '../../../src/main/log/logger';
import { stayAwakeWhileRunning } from '../../../src/main/services/awake-while-running';
import { mindSleep } from '../../../src/main/services/mind-sleep';

function sleeper() {
  const suspend = new Listeners<void>();
  const absence = new Listeners<Absence>();
  const done: string[] = [];
  const stop = mindSleep({
    watch: {
      onSuspend: (listener) => suspend.add(listener),
      onAbsence: (listener) => absence.add(listener),
    },
    operations: { excludeTime: (milliseconds) => done.push(`exclude ${milliseconds}`) },
    registry: { forgive: () => done.push('forgive') },
    runner: {
      checkpointAll: async (cause) => {
        done.push(`checkpoint ${cause}`);
      },
    },
    log: silentLogger,
  });
  return { suspend, absence, done, stop };
}

describe('sleep', () => {
  it('is preceded by a checkpoint of all that runs', () => {
    const { suspend, done } = sleeper();
    suspend.tell();
    expect(done).toEqual(['checkpoint suspend']);
  });

  it('counts neither as silence nor, as far as the clock counted it, as work', () => {
    const { absence, done } = sleeper();
    absence.tell({ kind: 'slept', sleptMs: 60_000, countedMs: 50_000 });
    expect(done).toEqual(['forgive', 'exclude 50000']);
  });

  it('of this process alone is no silence of workers, who may have worked', () => {
    const { absence, done } = sleeper();
    absence.tell({ kind: 'away', ms: 4_000 });
    absence.tell({ kind: 'clock_moved', byMs: -3_600_000 });
    expect(done).toEqual(['forgive']);
  });

  it('is no longer minded when that is over', () => {
    const { suspend, absence, done, stop } = sleeper();
    stop();
    suspend.tell();
    absence.tell({ kind: 'away', ms: 4_000 });
    expect(done).toEqual([]);
  });
});

describe('staying awake', () => {
  it('lasts exactly as long as something runs and the person wants it', () => {
    const changes = new Listeners<never>();
    let settings = settingsSchema.parse({});
    const settingsChanged = new Listeners<typeof settings>();
    const runner = { runningCount: 0 };
    let held = 0;
    const stop = stayAwakeWhileRunning({
      operations: { onChange: (listener) => changes.add(listener) },
      runner,
      settings: { get: () => settings, onChange: (listener) => settingsChanged.add(listener) },
      hold: () => {
        held += 1;
        return () => {
          held -= 1;
        };
      },
    });
    const seen = [held];
    runner.runningCount = 2;
    changes.tell(undefined as never);
    changes.tell(undefined as never);
    seen.push(held);
    settings = { ...settings, keepAwake: false };
    settingsChanged.tell(settings);
    seen.push(held);
    settings = { ...settings, keepAwake: true };
    settingsChanged.tell(settings);
    seen.push(held);
    runner.runningCount = 0;
    changes.tell(undefined as never);
    seen.push(held);
    runner.runningCount = 1;
    changes.tell(undefined as never);
    stop();
    seen.push(held);
    expect(seen).toEqual([0, 1, 0, 1, 0, 0]);
  });
});

import type { Clock } from '../clock';
import type { Dispose } from '../disposable';
import { Listeners } from '../listeners';
import type { PowerEvents } from './power-events';
import { startSteadyTick } from './steady-tick';

const TICK_MS = 1_000;
/** A smaller difference is how timers are. */
const NOTICED_MS = 2_000;

/** Why a stretch of time was not as long, or not as lived through, as the clocks say. */
export type Absence =
  /** The system said so. Of `sleptMs` the monotonic clock counted `countedMs` (on some systems it stands still). */
  | { readonly kind: 'slept'; readonly sleptMs: number; readonly countedMs: number }
  /** This process did not run for so long, nobody said why; others may have worked meanwhile. */
  | { readonly kind: 'away'; readonly ms: number }
  /** The wall clock went ahead (or back: negative) of the monotonic one: it was set, or a sleep was not announced. */
  | { readonly kind: 'clock_moved'; readonly byMs: number };

/** Notices when the computer slept, when this process stood still, and when somebody set the clock. */
export class SleepWatch {
  readonly #clock: Clock;
  readonly #dispose: readonly Dispose[];
  readonly #suspendListeners = new Listeners<void>();
  readonly #absenceListeners = new Listeners<Absence>();
  #stopTicks: Dispose = () => {};
  #last = { wall: 0, monotonic: 0 };
  /** Since the system announced a sleep. */
  #asleep: { sleptMs: number; countedMs: number } | null = null;

  constructor(clock: Clock, power: PowerEvents) {
    this.#clock = clock;
    this.#startTicks();
    this.#dispose = [power.onSuspend(() => this.#suspend()), power.onResume(() => this.#resume())];
  }

  /** The computer is about to sleep. */
  onSuspend(listener: () => void): Dispose {
    return this.#suspendListeners.add(listener);
  }

  /** Told when it is over. */
  onAbsence(listener: (absence: Absence) => void): Dispose {
    return this.#absenceListeners.add(listener);
  }

  dispose(): void {
    this.#stopTicks();
    for (const dispose of this.#dispose) dispose();
  }

  #startTicks(): void {
    this.#stopTicks();
    this.#step();
    this.#stopTicks = startSteadyTick(this.#clock, TICK_MS, () => this.#tick());
  }

  /** How far both clocks went since the last step. */
  #step(): { readonly wallMs: number; readonly monotonicMs: number } {
    const { wall, monotonic } = this.#last;
    this.#last = { wall: this.#clock.now(), monotonic: this.#clock.monotonic() };
    return { wallMs: this.#last.wall - wall, monotonicMs: this.#last.monotonic - monotonic };
  }

  #tick(): void {
    const { wallMs, monotonicMs } = this.#step();
    if (this.#asleep !== null) {
      // A sleep that was announced has not begun while the ticks still come in time.
      this.#countSleep(this.#asleep, wallMs, monotonicMs);
      return;
    }
    const awayMs = monotonicMs - TICK_MS;
    if (awayMs >= NOTICED_MS) this.#absenceListeners.tell({ kind: 'away', ms: awayMs });
    const byMs = wallMs - monotonicMs;
    if (Math.abs(byMs) >= NOTICED_MS) this.#absenceListeners.tell({ kind: 'clock_moved', byMs });
  }

  #countSleep(asleep: { sleptMs: number; countedMs: number }, wallMs: number, monotonicMs: number): void {
    asleep.sleptMs += Math.max(0, wallMs - TICK_MS, monotonicMs - TICK_MS);
    asleep.countedMs += Math.max(0, monotonicMs - TICK_MS);
  }

  #suspend(): void {
    if (this.#asleep !== null) return;
    this.#asleep = { sleptMs: 0, countedMs: 0 };
    this.#startTicks();
    this.#suspendListeners.tell();
  }

  /** A resume that no suspend came before tells nothing new. */
  #resume(): void {
    const asleep = this.#asleep;
    if (asleep === null) return;
    const { wallMs, monotonicMs } = this.#step();
    this.#countSleep(asleep, wallMs, monotonicMs);
    this.#asleep = null;
    this.#startTicks();
    this.#absenceListeners.tell({ kind: 'slept', ...asleep });
  }
}

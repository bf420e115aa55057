import { backtestingPhaseIndex } from '../../contract/backtesting-phases';
import { metricKindIndex } from '../../contract/metric-kinds';
import type { Simulation, SimulationState } from '../../engine/backtest/simulation';
import type { JobBridge, JobControl, Resumable } from '../../engine/job-control';

const EQUITY_METRIC = metricKindIndex('equity');
/** The most equity points a run sends; the whole curve is in its output. */
const MOST_POINTS = 2_000;
/** Bars between two looks at the token. */
const LOOK_BARS = 1_024;

/** What a backtest goes on from: at any border of two bars. */
export interface BacktestingState {
  readonly simulation: SimulationState;
  /** Bars up to which equity points have a metric row. */
  readonly barsTold: number;
}

/** A simulation that can be left between any two bars. Its units are bars. */
export class BacktestingWork implements Resumable {
  /** Bars from one equity point to the next; the last bar has a point of its own. */
  readonly #spacing: number;
  readonly #figures = new Float64Array(6);
  #barsTold: number;
  #toldAt = 0;

  constructor(
    readonly simulation: Simulation,
    readonly time: Float64Array,
    barsTold: number,
  ) {
    this.#spacing = Math.ceil(simulation.bars / MOST_POINTS);
    this.#barsTold = barsTold;
  }

  get units(): number {
    return this.simulation.bar;
  }

  snapshot(): BacktestingState {
    return { simulation: this.simulation.snapshot(), barsTold: this.#barsTold };
  }

  /** How far to simulate before looking up again: not past the next equity point. */
  get nextStop(): number {
    const { bar, bars } = this.simulation;
    return Math.min(bars, (Math.floor(bar / this.#spacing) + 1) * this.#spacing, bar + LOOK_BARS);
  }

  /** Writes the equity point of the bar that was just done, when it has one and that has no row. */
  tell(bridge: JobBridge): void {
    const { bar: done, bars, columns, tradeStatistics } = this.simulation;
    if (done === this.#barsTold || (done % this.#spacing !== 0 && done !== bars)) return;
    const bar = done - 1;
    const now = bridge.now();
    const figures = this.#figures;
    figures[0] = bar;
    figures[1] = this.time[bar]!;
    figures[2] = columns.equity[bar]!;
    figures[3] = columns.drawdown[bar]!;
    figures[4] = tradeStatistics.count;
    figures[5] = tradeStatistics.winRate;
    bridge.metric(EQUITY_METRIC, figures, now - this.#toldAt);
    this.#barsTold = done;
    this.#toldAt = now;
  }

  /** From when on the duration of the next point counts. */
  startClock(bridge: JobBridge): void {
    this.#toldAt = bridge.now();
  }
}

/** Counters: bars done of all. */
export function runSimulation(work: BacktestingWork, { token, bridge, checkpoint }: JobControl): void {
  const { simulation } = work;
  bridge.startPhase(backtestingPhaseIndex('simulate'));
  work.startClock(bridge);
  work.tell(bridge);
  while (simulation.bar < simulation.bars) {
    token.throwIfCancelled();
    if (checkpoint.isDue(simulation.bar)) checkpoint.save(work);
    simulation.advance(work.nextStop);
    bridge.update(simulation.bar, simulation.bars);
    work.tell(bridge);
  }
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIRST_DECISION_BAR, Simulation, type SimulationInput } from '../../../src/engine/backtest/simulation';
import { BUY, HOLD, SELL } from '../../../src/engine/labels/label-classes';
import { Random } from '../../../src/engine/math/random';
import { barsOfCloses, wavyBars } from '../../fixtures/made-bars';

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

const DAY_MS = 86_400_000;
const CAPITAL = 100_000;

function inputOf(signals: ReadonlyMap<number, number>, changes: Partial<SimulationInput> = {}): SimulationInput {
  const bars = changes.bars ?? wavyBars(120, 5);
  const count = bars.time.length;
  return {
    bars,
    timeframe: '1d',
    predicted: Uint8Array.from({ length: count }, (_, bar) => signals.get(bar) ?? HOLD),
    confidence: new Float64Array(count).fill(0.9),
    decisions: {
      outputFormat: 'classification',
      confidenceThreshold: 0.5,
      positionAwareness: true,
      allowShortFromFlat: false,
      minSignalSeparationHours: 0,
    },
    initialCapital: CAPITAL,
    costs: { commission: 0.001, slippage: 0.0005 },
    ...changes,
  };
}

function run(input: SimulationInput): Simulation {
  const simulation = new Simulation(input);
  simulation.advance(simulation.bars);
  return simulation;
}

describe('Simulation', () => {
  test('fills a signal at the next open and values the account at each close', () => {
    const input = inputOf(
      new Map([
        [60, BUY],
        [64, SELL],
      ]),
    );
    const simulation = run(input);
    const trades = simulation.ledger.snapshot();
    expect(simulation.ledger.count).toBe(1);
    expect(trades.entryTime[0]).toBe(input.bars.time[61]);
    expect(trades.entryPrice[0]).toBeCloseTo(input.bars.open[61]! * 1.0005, 12);
    expect(trades.exitTime[0]).toBe(input.bars.time[65]);
    expect(trades.exitPrice[0]).toBeCloseTo(input.bars.open[65]! * 0.9995, 12);
    expect(trades.bars[0]).toBe(4);
    const { equity, position } = simulation.columns;
    expect(position.findIndex((quantity) => quantity !== 0)).toBe(61);
    expect(simulation.barsInMarket).toBe(4);
    expect(equity[60]).toBe(CAPITAL);
    const entryValue = trades.quantity[0]! * trades.entryPrice[0]!;
    expect(equity[62]).toBeCloseTo(
      CAPITAL - entryValue - trades.entryCommission[0]! + trades.quantity[0]! * input.bars.close[62]!,
      8,
    );
    expect(equity[119]).toBeCloseTo(CAPITAL + trades.netPnl[0]!, 8);
  });

  test('takes its first decision at bar 50', () => {
    const always = new Map(Array.from({ length: 120 }, (_, bar) => [bar, BUY] as const));
    const simulation = run(inputOf(always));
    expect(simulation.columns.signal.findIndex((signal) => signal !== HOLD)).toBe(FIRST_DECISION_BAR);
    expect(simulation.columns.position.findIndex((quantity) => quantity !== 0)).toBe(FIRST_DECISION_BAR + 1);
  });

  test('closes what is open at the last close, which is the last equity point, and drops a waiting signal', () => {
    const input = inputOf(
      new Map([
        [60, BUY],
        [119, SELL],
      ]),
    );
    const simulation = run(input);
    const trades = simulation.ledger.snapshot();
    expect([...trades.exitReason]).toEqual([1]);
    expect(trades.exitPrice[0]).toBeCloseTo(input.bars.close[119]! * 0.9995, 12);
    expect(trades.exitTime[0]).toBe(input.bars.time[119]! + DAY_MS);
    expect(trades.bars[0]).toBe(120 - 61);
    expect(simulation.columns.equity[119]).toBe(simulation.portfolio.cash);
    expect(simulation.columns.position[119]).toBeGreaterThan(0);
    expect(simulation.portfolio.quantity).toBe(0);
  });

  test('waits the minimal hours between trades', () => {
    const busy = new Map(
      Array.from({ length: 120 }, (_, bar) => [bar, Math.floor(bar / 4) % 2 === 0 ? BUY : SELL] as const),
    );
    const decisions = { ...inputOf(busy).decisions, minSignalSeparationHours: 72 };
    const { entryTime, exitTime } = run(inputOf(busy, { decisions })).ledger.snapshot();
    const moments = [...entryTime].flatMap((entry, i) => [entry, exitTime[i]!]);
    const gaps = moments.slice(1, -1).map((moment, i) => (moment - moments[i]!) / DAY_MS);
    expect(gaps.length).toBeGreaterThan(4);
    // Three days after a fill a decision may pass; it is filled one bar later.
    expect(Math.min(...gaps)).toBe(4);
  });

  test('opens a short position only where that is allowed, and a buy closes it', () => {
    const signals = new Map([
      [60, SELL],
      [70, BUY],
    ]);
    expect(run(inputOf(signals)).ledger.snapshot().side).toEqual(Float64Array.of(1));
    const decisions = { ...inputOf(signals).decisions, allowShortFromFlat: true };
    const short = run(inputOf(signals, { decisions }));
    expect(short.ledger.snapshot().side).toEqual(Float64Array.of(-1));
    expect(short.columns.position[65]).toBeLessThan(0);
    expect(short.columns.position[72]).toBe(0);
  });

  test('counts entries the account cannot afford', () => {
    const bars = barsOfCloses(new Array<number>(80).fill(60_000));
    const simulation = run(
      inputOf(
        new Map([
          [60, BUY],
          [61, BUY],
        ]),
        { bars },
      ),
    );
    expect(simulation.refusedEntries).toEqual({ count: 2, firstPrice: 60_000 });
    expect(simulation.columns.equity.every((equity) => equity === CAPITAL)).toBe(true);
  });

  test('ignores a buy while long even when the strategy does not know its position', () => {
    const decisions = { ...inputOf(new Map()).decisions, positionAwareness: false };
    const simulation = run(
      inputOf(
        new Map([
          [60, BUY],
          [62, BUY],
          [70, SELL],
        ]),
        { decisions },
      ),
    );
    expect(simulation.ledger.count).toBe(1);
    expect(simulation.columns.signal[62]).toBe(BUY);
  });
});

const randomRun = fc.record({
  seed: fc.nat(),
  count: fc.integer({ min: 51, max: 400 }),
  commission: fc.double({ min: 0, max: 0.02, noNaN: true }),
  slippage: fc.double({ min: 0, max: 0.02, noNaN: true }),
  allowShortFromFlat: fc.boolean(),
  positionAwareness: fc.boolean(),
  minSignalSeparationHours: fc.constantFrom(0, 24, 100),
});

function randomInput(options: typeof randomRun extends fc.Arbitrary<infer T> ? T : never): SimulationInput {
  const random = Random.fromSeed(options.seed);
  const bars = wavyBars(options.count, options.seed);
  return inputOf(new Map(), {
    bars,
    predicted: Uint8Array.from({ length: options.count }, () => random.nextBelow(3)),
    confidence: Float64Array.from({ length: options.count }, () => random.nextUniform()),
    costs: { commission: options.commission, slippage: options.slippage },
    decisions: {
      outputFormat: 'classification',
      confidenceThreshold: 0.3,
      positionAwareness: options.positionAwareness,
      allowShortFromFlat: options.allowShortFromFlat,
      minSignalSeparationHours: options.minSignalSeparationHours,
    },
  });
}

describe('whatever the signals', () => {
  test('the net results of all trades sum to the change of the account, to 1e-9 of the capital', () => {
    fc.assert(
      fc.property(randomRun, (options) => {
        const simulation = run(randomInput(options));
        const trades = simulation.ledger.snapshot();
        const finalEquity = simulation.columns.equity.at(-1)!;
        expect(Math.abs(sum(trades.netPnl) - (finalEquity - CAPITAL))).toBeLessThanOrEqual(1e-9 * CAPITAL);
        const gross = sum(trades.grossPnl) - sum(trades.entryCommission) - sum(trades.exitCommission);
        expect(Math.abs(gross - (finalEquity - CAPITAL))).toBeLessThanOrEqual(1e-9 * CAPITAL);
      }),
    );
  });

  test('trades follow each other, are whole units, and drawdown is the fraction below the peak', () => {
    fc.assert(
      fc.property(randomRun, (options) => {
        const simulation = run(randomInput(options));
        const { entryTime, exitTime, quantity } = simulation.ledger.snapshot();
        entryTime.forEach((entry, i) => {
          expect(entry).toBeGreaterThanOrEqual(exitTime[i - 1] ?? 0);
          expect(exitTime[i]).toBeGreaterThan(entry);
          expect(Number.isInteger(quantity[i])).toBe(true);
        });
        let peak = 0;
        simulation.columns.equity.forEach((equity, bar) => {
          peak = Math.max(peak, equity);
          expect(simulation.columns.drawdown[bar]).toBeCloseTo(1 - equity / peak, 12);
        });
      }),
    );
  });

  test('interrupted at any bar and carried on from the snapshot, everything is equal bit for bit', () => {
    fc.assert(
      fc.property(randomRun, fc.nat(), fc.nat(), (options, first, second) => {
        const input = randomInput(options);
        const whole = run(input);
        let simulation = new Simulation(input);
        for (const at of [first % options.count, second % options.count].sort((a, b) => a - b)) {
          simulation.advance(at);
          simulation = new Simulation(input, structuredClone(simulation.snapshot()));
        }
        simulation.advance(simulation.bars);
        expect(simulation.snapshot()).toEqual(whole.snapshot());
      }),
    );
  });

  test('how the bars are grouped into calls changes nothing', () => {
    fc.assert(
      fc.property(randomRun, fc.integer({ min: 1, max: 60 }), (options, step) => {
        const input = randomInput(options);
        const stepped = new Simulation(input);
        for (let bar = 0; bar < stepped.bars; bar += step) stepped.advance(Math.min(bar + step, stepped.bars));
        expect(stepped.snapshot()).toEqual(run(input).snapshot());
      }),
    );
  });
});

test('long-only on a rising line earns the line minus costs', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 2, noNaN: true }),
      fc.integer({ min: 60, max: 300 }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
      fc.double({ min: 0, max: 0.01, noNaN: true }),
      (slope, count, commission, slippage) => {
        const bars = barsOfCloses(Array.from({ length: count }, (_, bar) => 100 + slope * bar));
        const buys = new Map(Array.from({ length: count }, (_, bar) => [bar, BUY] as const));
        const simulation = run(inputOf(buys, { bars, costs: { commission, slippage } }));
        const [from, to] = [bars.open[FIRST_DECISION_BAR + 1]!, bars.close[count - 1]!];
        const units = Math.floor((0.25 * CAPITAL) / (1 + commission) / from);
        const line = units * (to - from);
        const slipped = units * slippage * (from + to);
        const commissions = units * commission * (from * (1 + slippage) + to * (1 - slippage));
        expect(simulation.ledger.count).toBe(1);
        const gain = simulation.columns.equity.at(-1)! - CAPITAL;
        expect(Math.abs(gain - (line - slipped - commissions))).toBeLessThan(1e-9 * CAPITAL);
      },
    ),
  );
});

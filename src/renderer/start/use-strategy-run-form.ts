import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Failure } from '../../contract/failure';
import type { ResearchRequest, StrategySource, TrainingRequest } from '../../contract/requests';
import { TIMEFRAMES, type Timeframe } from '../../contract/timeframe';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import { parseStrategy, type StrategyParse } from '../../engine/strategy/parse-strategy';
import { problemSentence } from '../../engine/strategy/problem';
import { useDesk } from '../app/desk-context';
import type { AgainStart, TrainingStart } from '../store/navigation';
import { rangeProblem } from './date-range-fields';
import { fieldOf, messageFor } from './failure-field';
import { settingLines } from './setting-lines';
import { useStart } from './use-start';

/** The choice that stands for a strategy as another run pinned it. */
const PINNED = ' pinned';

type NumberField = number | string;

export type StrategyRunForm = ReturnType<typeof useStrategyRunForm>;

export interface StrategyRunStart {
  readonly start: TrainingStart;
  /** When given, it wins over `start`. */
  readonly again: AgainStart<TrainingRequest | ResearchRequest> | null;
}

/**
 * How a strategy is to be run, as the dialogs of a training and a research let a person choose it. What was not touched
 * follows strategy and data.
 */
export function useStrategyRunForm({ start, again }: StrategyRunStart) {
  const { strategies, datasets } = useDesk();
  const starting = useStart(again);
  const { failure, clearFailure } = starting;
  const before = again?.request ?? null;
  const listed = useStore(strategies.store, (state) => state.value) ?? [];
  const available = useStore(datasets.store, (state) => state.value) ?? [];
  useEffect(() => {
    void strategies.reload();
    datasets.need();
  }, [strategies, datasets]);

  const [chosen, setChosen] = useState<string | null>(before === null ? (start.strategyFile ?? null) : PINNED);
  const [symbolChoice, setSymbolChoice] = useState<string | null>(before?.symbol ?? start.symbol ?? null);
  const [timeframeChoice, setTimeframeChoice] = useState<Timeframe | null>(
    before?.timeframe ?? start.timeframe ?? null,
  );
  const [startChoice, setStartDate] = useState<string | null>(before?.startDate?.slice(0, 10) ?? null);
  const [endChoice, setEndDate] = useState<string | null>(before?.endDate?.slice(0, 10) ?? null);
  const [seed, setSeed] = useState<NumberField>(before?.seed ?? 1);
  const [epochs, setEpochs] = useState<NumberField>(epochsOf(before?.overrides ?? []));
  const [settings, setSettings] = useState((before?.overrides ?? []).filter((one) => !isEpochs(one)).join('\n'));

  const strategy = chosen ?? listed.find((one) => one.valid)?.fileName ?? null;
  const source = useStrategySource(strategy, before?.strategy ?? null);
  const overrides = useMemo(
    () => [...settingLines(settings), ...(epochs === '' ? [] : [`training.epochs=${epochs}`])],
    [settings, epochs],
  );
  const parse = useMemo(
    () => (source.value === null ? null : parseStrategy(source.value.text, source.value.fileName, overrides)),
    [source.value, overrides],
  );
  // With a wrong override the file itself still says what its parameters are.
  const plain = useMemo(
    () => (source.value === null ? null : parseStrategy(source.value.text, source.value.fileName)),
    [source.value],
  );
  const parameters = plain?.ok ? effectiveParameters(plain.strategy) : {};
  const data = plain?.ok ? plain.strategy.trainingData : null;

  const ownSymbol = data?.symbols[0] ?? null;
  const symbol =
    symbolChoice ??
    (available.some((one) => one.symbol === ownSymbol) ? ownSymbol : (available[0]?.symbol ?? ownSymbol));
  const timeframes = available.filter((one) => one.symbol === symbol).map((one) => one.timeframe);
  const wanted = timeframeChoice ?? data?.baseTimeframe ?? null;
  const timeframe =
    wanted !== null && (timeframes.length === 0 || timeframes.includes(wanted)) ? wanted : (timeframes[0] ?? wanted);
  const dataset = available.find((one) => one.symbol === symbol && one.timeframe === timeframe) ?? null;
  const usualStart = data?.startDate?.slice(0, 10) ?? dataset?.start.slice(0, 10) ?? '';
  const usualEnd = data?.endDate?.slice(0, 10) ?? dataset?.end.slice(0, 10) ?? '';
  const startDate = startChoice ?? usualStart;
  const endDate = endChoice ?? usualEnd;

  const errors = {
    strategy: messageFor(failure, 'strategy') ?? source.failure?.message ?? fileProblem(plain),
    symbol: messageFor(failure, 'symbol'),
    dates: rangeProblem(startDate, endDate) ?? messageFor(failure, 'dates'),
    seed: seed === '' ? 'A seed is a whole number from 0 on.' : null,
    epochs: plain?.ok ? overrideProblem(parse, 'training.epochs') : null,
    settings: plain?.ok ? settingsProblem(parse) : null,
  };
  const isSound = errors.dates === null && errors.seed === null && errors.epochs === null && errors.settings === null;

  /** The choices as a request has them; null while there is no strategy text yet. */
  const run =
    source.value === null
      ? null
      : {
          strategy: source.value,
          // What a run asked for again left to its strategy is left to it again.
          symbol: before !== null && symbolChoice === null ? null : symbol,
          timeframe: before !== null && timeframeChoice === null ? null : timeframe,
          startDate: startDate === '' || startDate === usualStart ? null : startDate,
          endDate: endDate === '' || endDate === usualEnd ? null : endDate,
          seed: Number(seed),
          overrides,
        };
  /** A refusal is about what was asked; it goes as soon as something is changed. */
  const changing =
    <T>(set: (value: T) => void) =>
    (value: T): void => {
      clearFailure();
      set(value);
    };

  return {
    strategy,
    strategyChoices: [
      ...(before === null ? [] : [{ value: PINNED, label: `${before.strategy.fileName} (as it was in that run)` }]),
      ...listed.map((one) => ({
        value: one.fileName,
        label: one.valid ? one.name : `${one.name} (has problems)`,
        disabled: !one.valid,
      })),
    ],
    setStrategy: changing((value: string | null) => setChosen(value)),
    symbol,
    symbolChoices: [...new Set([...available.map((one) => one.symbol), ...(symbol === null ? [] : [symbol])])],
    setSymbol: changing((value: string | null) => {
      setSymbolChoice(value);
      setStartDate(null);
      setEndDate(null);
    }),
    timeframe,
    timeframeChoices: timeframes.length === 0 ? [...TIMEFRAMES] : timeframes,
    setTimeframe: changing((value: string | null) => setTimeframeChoice(value as Timeframe | null)),
    dataset,
    startDate,
    setStartDate: changing(setStartDate),
    endDate,
    setEndDate: changing(setEndDate),
    seed,
    setSeed: changing(setSeed),
    epochs,
    setEpochs: changing(setEpochs),
    settings,
    setSettings: changing(setSettings),
    parameters,
    errors,
    run: plain?.ok === true && symbol !== null && isSound ? run : null,
    changing,
    starting,
    generalFailure: fieldOf(failure) === null ? failure : null,
  };
}

/** The text of the chosen strategy: what is pinned, or the file as it is now. */
function useStrategySource(chosen: string | null, pinned: StrategySource | null) {
  const { api } = useDesk();
  const [file, setFile] = useState<StrategySource | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    if (chosen === null || chosen === PINNED) return;
    let isOpen = true;
    setFailure(null);
    void api.invoke('strategies:read', chosen).then((answer) => {
      if (!isOpen) return;
      if (answer.ok) setFile({ fileName: answer.value.fileName, text: answer.value.text });
      else setFailure(answer.failure);
    });
    return () => {
      isOpen = false;
    };
  }, [api, chosen]);
  const isRead = file?.fileName === chosen;
  return { value: chosen === PINNED ? pinned : isRead ? file : null, failure };
}

const EPOCHS = 'training.epochs=';
const isEpochs = (override: string): boolean => override.startsWith(EPOCHS);

/** The number of epochs among overrides, as its field shows it; empty when there is none. */
function epochsOf(overrides: readonly string[]): NumberField {
  const last = overrides.findLast(isEpochs);
  return last === undefined ? '' : Number(last.slice(EPOCHS.length));
}

const fileProblem = (parse: StrategyParse | null): string | null =>
  parse === null || parse.ok || parse.problems[0] === undefined ? null : problemSentence(parse.problems[0]);

function overrideProblem(parse: StrategyParse | null, path: string): string | null {
  if (parse === null || parse.ok) return null;
  const problem = parse.problems.find((one) => one.path === path);
  return problem === undefined ? null : problemSentence(problem);
}

function settingsProblem(parse: StrategyParse | null): string | null {
  if (parse === null || parse.ok) return null;
  const problem = parse.problems.find((one) => one.path !== 'training.epochs');
  return problem === undefined ? null : problemSentence(problem);
}

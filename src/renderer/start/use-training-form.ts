import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Failure } from '../../contract/failure';
import type { StrategySource } from '../../contract/requests';
import { TIMEFRAMES, type Timeframe } from '../../contract/timeframe';
import { effectiveParameters } from '../../engine/strategy/effective-parameters';
import { parseStrategy, type StrategyParse } from '../../engine/strategy/parse-strategy';
import { problemSentence } from '../../engine/strategy/problem';
import { useDesk } from '../app/desk-context';
import type { TrainingStart } from '../store/navigation';
import { rangeProblem } from './date-range-fields';
import { fieldOf, messageFor } from './failure-field';
import { settingLines } from './setting-lines';
import { useStart } from './use-start';

/** The choice that stands for a strategy as another run pinned it. */
const PINNED = ' pinned';

type NumberField = number | string;

export type TrainingForm = ReturnType<typeof useTrainingForm>;

/** State and rules of the dialog of a new training. What the person did not touch follows strategy and data. */
export function useTrainingForm(start: TrainingStart) {
  const { api, strategies, datasets } = useDesk();
  const { isBusy, failure, start: ask, clearFailure } = useStart();
  const listed = useStore(strategies.store, (state) => state.value) ?? [];
  const available = useStore(datasets.store, (state) => state.value) ?? [];
  useEffect(() => {
    void strategies.reload();
    datasets.need();
  }, [strategies, datasets]);

  const [chosen, setChosen] = useState<string | null>(start.strategyText ? PINNED : (start.strategyFile ?? null));
  const [symbolChoice, setSymbolChoice] = useState<string | null>(start.symbol ?? null);
  const [timeframeChoice, setTimeframeChoice] = useState<Timeframe | null>(start.timeframe ?? null);
  const [startChoice, setStartDate] = useState<string | null>(start.startDate?.slice(0, 10) ?? null);
  const [endChoice, setEndDate] = useState<string | null>(start.endDate?.slice(0, 10) ?? null);
  const [seed, setSeed] = useState<NumberField>(start.seed ?? 1);
  const [epochs, setEpochs] = useState<NumberField>('');
  const [settings, setSettings] = useState('');

  const strategy = chosen ?? listed.find((one) => one.valid)?.fileName ?? null;
  const source = useStrategySource(strategy, start);
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

  const submit = (): void => {
    const chosenSource = source.value;
    if (chosenSource === null) return;
    void ask(() =>
      api.invoke('operations:start', {
        type: 'training',
        strategy: chosenSource,
        symbol,
        timeframe,
        startDate: startDate === '' || startDate === usualStart ? null : startDate,
        endDate: endDate === '' || endDate === usualEnd ? null : endDate,
        seed: Number(seed),
        overrides,
      }),
    );
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
      ...(start.strategyText
        ? [{ value: PINNED, label: `${start.strategyFile ?? 'strategy'} (as it was in that run)` }]
        : []),
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
    isReady: source.value !== null && plain?.ok === true && symbol !== null && isSound,
    isBusy,
    generalFailure: fieldOf(failure) === null ? failure : null,
    submit,
  };
}

/** The text of the chosen strategy: what is pinned, or the file as it is now. */
function useStrategySource(chosen: string | null, start: TrainingStart) {
  const { api } = useDesk();
  const [file, setFile] = useState<StrategySource | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { strategyText, strategyFile } = start;
  const pinned = useMemo<StrategySource | null>(
    () => (strategyText ? { fileName: strategyFile ?? 'strategy.yaml', text: strategyText } : null),
    [strategyText, strategyFile],
  );
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

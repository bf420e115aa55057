import { momentOf } from '../../contract/bar-range';
import { dateInputSchema, symbolSchema } from '../../contract/market-data';
import { TIMEFRAMES, type Timeframe } from '../../contract/timeframe';
import type { TrainingDataSpec } from './strategy';
import type { YamlEntry, YamlSection } from './yaml-section';

/** What a run puts in the place of the file's own choice; null or absent: what the file says. */
export interface RunChoice {
  readonly symbol?: string | null;
  readonly timeframe?: Timeframe | null;
  readonly startDate?: string | null;
  readonly endDate?: string | null;
}

export interface TrainingData {
  readonly spec: TrainingDataSpec;
  /** Timeframes as the file has them, which its inputs refer to. */
  readonly declaredTimeframes: readonly Timeframe[];
}

const DEFAULT_HISTORY = 200;

export function readTrainingData(root: YamlSection, run: RunChoice): TrainingData | null {
  const section = root.requiredSection('training_data');
  if (section === null) return null;
  const symbols = readSymbols(section, run.symbol ?? null);
  const timeframes = readTimeframes(section);
  const historyRequired = section.number('history_required', DEFAULT_HISTORY, { min: 50, max: 100_000, integer: true });
  const range = section.section('date_range');
  const startDate = readDate(section.take('start_date') ?? range?.take('start') ?? null, section);
  const endDate = readDate(section.take('end_date') ?? range?.take('end') ?? null, section);
  if (startDate !== null && endDate !== null && momentOf(endDate, 'end') < momentOf(startDate, 'start')) {
    section.log.error(
      section.pathOf('end_date'),
      section.node,
      `the end ${endDate} lies before the start ${startDate}`,
    );
  }
  range?.close();
  section.close();
  if (symbols === null || timeframes === null) return null;
  const timeframe = run.timeframe ?? timeframes.base;
  return {
    spec: {
      symbols,
      timeframes: [timeframe],
      baseTimeframe: timeframe,
      historyRequired,
      startDate: run.startDate ?? startDate,
      endDate: run.endDate ?? endDate,
    },
    declaredTimeframes: timeframes.all,
  };
}

function readSymbols(data: YamlSection, chosen: string | null): string[] | null {
  const section = data.requiredSection('symbols');
  if (section === null) return null;
  section.choice('mode', ['single', 'multi_symbol'], 'single');
  const single = section.take('symbol');
  const list = section.take('list');
  section.close();
  const entries = single !== null ? [single] : list !== null ? section.items(list) : null;
  if (single !== null && list !== null) section.fail(list, `both \`${single.path}\` and \`${list.path}\` are given`);
  if (entries === null || entries.length === 0) {
    if (single === null) section.missing('symbol', { suggestion: 'name the symbol to train on' });
    return null;
  }
  const symbols = entries.flatMap((entry) => readSymbol(section, entry) ?? []);
  if (symbols.length < entries.length) return null;
  if (chosen !== null) return [chosen];
  if (symbols.length > 1) {
    section.fail(list ?? entries[0]!, `several symbols are not supported yet: this version trains on one`, {
      suggestion: `keep one of ${symbols.join(', ')}, or name one when you start the run`,
    });
    return null;
  }
  return symbols;
}

function readSymbol(section: YamlSection, entry: YamlEntry): string | null {
  const text = section.textOf(entry);
  if (text === null || symbolSchema.safeParse(text).success) return text;
  section.fail(entry, `"${text}" is not a symbol`, {
    expected: '1 to 32 of A-Z a-z 0-9 . _ - ^ = : /, not starting with . or / and without two dots in a row',
  });
  return null;
}

function readTimeframes(data: YamlSection): { base: Timeframe; all: readonly Timeframe[] } | null {
  const section = data.requiredSection('timeframes');
  if (section === null) return null;
  section.choice('mode', ['single', 'multi_timeframe'], 'single');
  const single = section.take('timeframe');
  const list = section.take('list');
  const base = section.take('base_timeframe');
  section.close();
  const entries = single !== null ? [single] : list !== null ? section.items(list) : null;
  if (single !== null && list !== null) section.fail(list, `both \`${single.path}\` and \`${list.path}\` are given`);
  if (entries === null || entries.length === 0) {
    if (single === null) section.missing('timeframe', { expected: `one of ${TIMEFRAMES.join(', ')}` });
    return null;
  }
  const all = entries.flatMap((entry) => readTimeframe(section, entry) ?? []);
  const named = base === null ? null : readTimeframe(section, base);
  if (all.length < entries.length) return null;
  if (base !== null && named !== null && !all.includes(named)) {
    section.fail(base, `\`${base.path}\` ${named} is not one of the timeframes`, { expected: all.join(' or ') });
  }
  if (all.length > 1) {
    section.fail(list ?? entries[0]!, `several timeframes are not supported yet: this version trains on one`, {
      suggestion: `keep one of ${all.join(', ')}`,
    });
    return null;
  }
  return { base: named ?? all[0]!, all };
}

/** A timeframe, or null with an error. */
export function readTimeframe(section: YamlSection, entry: YamlEntry): Timeframe | null {
  const text = section.textOf(entry);
  if (text === null) return null;
  const found = TIMEFRAMES.find((timeframe) => timeframe === text);
  if (found === undefined) section.unknownName(entry, text, TIMEFRAMES);
  return found ?? null;
}

function readDate(entry: YamlEntry | null, section: YamlSection): string | null {
  if (entry === null) return null;
  const text = section.textOf(entry);
  if (text === null) return null;
  try {
    if (!dateInputSchema.safeParse(text).success) throw new RangeError(text);
    momentOf(text, 'date');
    return text;
  } catch {
    section.fail(entry, `"${text}" is not a date`, { expected: 'a day such as 2019-12-31, or a moment in UTC' });
    return null;
  }
}

/** What one option of a command takes. */
export interface OptionSpec {
  readonly takes: 'text' | 'number' | 'integer' | 'nothing';
  readonly repeatable?: boolean;
  /** The command is refused without it. */
  readonly required?: boolean;
  readonly placeholder?: string;
}

export interface PositionalSpec {
  readonly name: string;
  /** A path means what it means in the folder of whoever typed it. */
  readonly kind: 'path' | 'id';
  readonly optional?: boolean;
}

export interface CommandSpec {
  readonly words: readonly string[];
  readonly positional: PositionalSpec | null;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly summary: string;
}

const text = (placeholder: string): OptionSpec => ({ takes: 'text', placeholder });
const required = (placeholder: string): OptionSpec => ({ takes: 'text', placeholder, required: true });
const number = (placeholder: string): OptionSpec => ({ takes: 'number', placeholder });
const integer = (placeholder: string): OptionSpec => ({ takes: 'integer', placeholder });
const flag: OptionSpec = { takes: 'nothing' };

const path = (name: string): PositionalSpec => ({ name, kind: 'path' });
const id: PositionalSpec = { name: 'ID', kind: 'id' };

const range = { start: text('D'), end: text('D') };
const settings = { seed: integer('N'), set: { takes: 'text', placeholder: 'KEY=VALUE', repeatable: true } } as const;
/** How a strategy is run. */
const strategyRun = { symbol: text('S'), timeframe: text('TF'), ...range, ...settings };
const account = { capital: number('N'), commission: number('F'), slippage: number('F') };

/** Every command, in the order the help lists them. */
export const COMMANDS = {
  dataImport: {
    words: ['data', 'import'],
    positional: path('FILE'),
    options: { symbol: required('S'), timeframe: required('TF') },
    summary: 'Import a CSV of bars as a new dataset version.',
  },
  dataList: { words: ['data', 'list'], positional: null, options: {}, summary: 'List the datasets.' },
  train: {
    words: ['train'],
    positional: path('STRATEGY.yaml'),
    options: strategyRun,
    summary: 'Train the network of a strategy.',
  },
  backtest: {
    words: ['backtest'],
    positional: path('STRATEGY.yaml'),
    options: { model: required('OPERATION_ID'), ...range, ...account },
    summary: 'Backtest a trained model, by default on the part of the data it never saw.',
  },
  research: {
    words: ['research'],
    positional: path('STRATEGY.yaml'),
    options: { variants: integer('K'), ...strategyRun, ...account },
    summary: 'Design, train, backtest and assess a strategy and variants of it.',
  },
  dummy: {
    words: ['dummy'],
    positional: null,
    options: { steps: integer('N'), seconds: number('S'), 'fail-at': number('PERCENT'), 'ignore-cancel': flag },
    summary: 'Run a demonstration operation that only takes time.',
  },
  demo: {
    words: ['demo'],
    positional: null,
    options: {},
    summary: 'Train and backtest the sample strategy on the sample data.',
  },
  opsList: {
    words: ['ops', 'list'],
    positional: null,
    options: { status: text('S'), type: text('T'), limit: integer('N'), offset: integer('N') },
    summary: 'List operations, newest first.',
  },
  opsShow: { words: ['ops', 'show'], positional: id, options: {}, summary: 'Show one operation.' },
  opsWatch: {
    words: ['ops', 'watch'],
    positional: { ...id, optional: true },
    options: {},
    summary: 'Watch one operation, or all, until nothing runs any more; Ctrl-C only stops watching.',
  },
  opsCancel: {
    words: ['ops', 'cancel'],
    positional: id,
    options: { force: flag },
    summary: 'Cancel an operation and wait until it has stopped; --force skips the grace.',
  },
  opsPause: {
    words: ['ops', 'pause'],
    positional: id,
    options: {},
    summary: 'Pause an operation and wait until it has stopped.',
  },
  opsResume: {
    words: ['ops', 'resume'],
    positional: id,
    options: { 'from-start': flag },
    summary: 'Go on with what was paused or cancelled, or has failed, from its newest checkpoint.',
  },
  opsRetry: {
    words: ['ops', 'retry'],
    positional: id,
    options: { ...settings, ...range, ...account },
    summary: 'Run an operation again as a new one, with changes where options are given.',
  },
  opsVerify: {
    words: ['ops', 'verify'],
    positional: id,
    options: {},
    summary: 'Run a completed operation again and compare the hashes of what came out.',
  },
  opsDelete: { words: ['ops', 'delete'], positional: id, options: {}, summary: 'Delete an operation that has ended.' },
  opsChildren: { words: ['ops', 'children'], positional: id, options: {}, summary: 'List the parts of an operation.' },
  opsAttempts: { words: ['ops', 'attempts'], positional: id, options: {}, summary: 'List the runs of an operation.' },
  opsCheckpoints: {
    words: ['ops', 'checkpoints'],
    positional: id,
    options: {},
    summary: 'List the checkpoints an operation can go on from, newest first.',
  },
  opsTrades: { words: ['ops', 'trades'], positional: id, options: {}, summary: 'List the trades of a backtest.' },
  opsEquity: { words: ['ops', 'equity'], positional: id, options: {}, summary: 'Print the equity of a backtest.' },
  opsMetrics: {
    words: ['ops', 'metrics'],
    positional: id,
    options: { cursor: integer('N') },
    summary: 'Print metric rows from a cursor on.',
  },
  workersList: {
    words: ['workers', 'list'],
    positional: null,
    options: {},
    summary: 'List the worker processes and their slots.',
  },
  profileCheck: {
    words: ['profile', 'check'],
    positional: null,
    options: {},
    summary: 'Read the whole profile and say what is wrong with it.',
  },
  profileBackup: {
    words: ['profile', 'backup'],
    positional: null,
    options: {},
    summary: 'Make a verified copy of the database.',
  },
  profileRepair: {
    words: ['profile', 'repair'],
    positional: null,
    options: {},
    summary: 'Mend what can be mended without losing anything.',
  },
  serve: {
    words: ['serve'],
    positional: null,
    options: {},
    summary: 'Keep the profile open without a window and run what other commands ask for; Ctrl-C pauses and leaves.',
  },
  help: { words: ['help'], positional: null, options: {}, summary: 'Show this help.' },
  version: { words: ['version'], positional: null, options: {}, summary: 'Show the version.' },
} as const satisfies Record<string, CommandSpec>;

export type CommandName = keyof typeof COMMANDS;

const usageOf = (spec: CommandSpec): string => {
  const options = Object.entries(spec.options).map(([name, option]) => {
    const value = option.takes === 'nothing' ? '' : ` ${option.placeholder ?? 'VALUE'}`;
    return option.required ? `--${name}${value}` : `[--${name}${value}]${option.repeatable ? '…' : ''}`;
  });
  const { positional } = spec;
  const name = positional?.optional ? `[${positional.name}]` : positional?.name;
  return [...spec.words, ...(name === undefined ? [] : [name]), ...options].join(' ');
};

/** The help text: one line a command. */
export function helpText(): string {
  const lines = Object.values(COMMANDS).flatMap((spec) => [`  ${usageOf(spec)}`, `      ${spec.summary}`]);
  return ['tradewind [--profile DIR] [--json] <command>', '', ...lines].join('\n');
}

export { usageOf };

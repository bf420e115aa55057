/** What one option of a command takes. */
export interface OptionSpec {
  readonly takes: 'text' | 'number' | 'integer' | 'nothing';
  readonly repeatable?: boolean;
  /** The command is refused without it. */
  readonly required?: boolean;
  readonly placeholder?: string;
}

export interface CommandSpec {
  readonly words: readonly string[];
  readonly positional: string | null;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly summary: string;
}

const text = (placeholder: string): OptionSpec => ({ takes: 'text', placeholder });
const required = (placeholder: string): OptionSpec => ({ takes: 'text', placeholder, required: true });
const number = (placeholder: string): OptionSpec => ({ takes: 'number', placeholder });
const integer = (placeholder: string): OptionSpec => ({ takes: 'integer', placeholder });

/** Every command, in the order the help lists them. */
export const COMMANDS = {
  dataImport: {
    words: ['data', 'import'],
    positional: 'FILE',
    options: { symbol: required('S'), timeframe: required('TF') },
    summary: 'Import a CSV of bars as a new dataset version.',
  },
  dataList: { words: ['data', 'list'], positional: null, options: {}, summary: 'List the datasets.' },
  train: {
    words: ['train'],
    positional: 'STRATEGY.yaml',
    options: {
      symbol: text('S'),
      timeframe: text('TF'),
      start: text('D'),
      end: text('D'),
      seed: integer('N'),
      set: { takes: 'text', placeholder: 'KEY=VALUE', repeatable: true },
    },
    summary: 'Train the network of a strategy.',
  },
  backtest: {
    words: ['backtest'],
    positional: 'STRATEGY.yaml',
    options: {
      model: required('OPERATION_ID'),
      start: text('D'),
      end: text('D'),
      capital: number('N'),
      commission: number('F'),
      slippage: number('F'),
    },
    summary: 'Backtest a trained model, by default on the part of the data it never saw.',
  },
  dummy: {
    words: ['dummy'],
    positional: null,
    options: {
      steps: integer('N'),
      seconds: number('S'),
      'fail-at': number('PERCENT'),
      'ignore-cancel': { takes: 'nothing' },
    },
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
  opsShow: { words: ['ops', 'show'], positional: 'ID', options: {}, summary: 'Show one operation.' },
  opsCancel: { words: ['ops', 'cancel'], positional: 'ID', options: {}, summary: 'Cancel an operation.' },
  opsTrades: { words: ['ops', 'trades'], positional: 'ID', options: {}, summary: 'List the trades of a backtest.' },
  opsEquity: { words: ['ops', 'equity'], positional: 'ID', options: {}, summary: 'Print the equity of a backtest.' },
  opsMetrics: {
    words: ['ops', 'metrics'],
    positional: 'ID',
    options: { cursor: integer('N') },
    summary: 'Print metric rows from a cursor on.',
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
  return [...spec.words, ...(spec.positional ? [spec.positional] : []), ...options].join(' ');
};

/** The help text: one line a command. */
export function helpText(): string {
  const lines = Object.values(COMMANDS).flatMap((spec) => [`  ${usageOf(spec)}`, `      ${spec.summary}`]);
  return ['tradewind [--profile DIR] [--json] <command>', '', ...lines].join('\n');
}

export { usageOf };

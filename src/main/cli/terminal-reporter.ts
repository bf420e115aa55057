import type { Operation } from '../../contract/operation';
import { durationText, figureText, signedPercentText, table } from './figure-text';
import { liveLines, progressLines } from './live-lines';
import type { OutputStream } from './output-stream';
import type { Reporter } from './reporter';
import { resultRows } from './result-rows';

/** For people: live bars in a terminal, a line per phase elsewhere, tables at the end. Faults go to `errors`. */
export function terminalReporter(output: OutputStream, errors: OutputStream): Reporter {
  const live = liveLines(output);
  let lastPlainLine = '';
  const plain = (operation: Operation): void => {
    if (operation.status !== 'running') return;
    const phase = operation.progress.phases.find(({ state }) => state === 'running');
    const tenth = Math.floor(operation.progress.percentage / 10) * 10;
    const line = `${operation.metadata.title}: ${phase?.label ?? 'Starting'}, ${tenth} %`;
    if (line === lastPlainLine) return;
    lastPlainLine = line;
    output.line(line);
  };
  return {
    snapshot: (operation) => {
      if (output.isTerminal) live.show(progressLines(operation, output.columns));
      else plain(operation);
    },
    metrics: () => {},
    result: (operation) => {
      live.done();
      lastPlainLine = '';
      for (const warning of operation.warnings) errors.line(`Note: ${warning}`);
      sayEnd(operation, output, errors);
    },
    operation: (operation) => {
      for (const line of operationLines(operation)) output.line(line);
    },
    operations: (operations, total) => {
      if (operations.length === 0) output.line('No operations yet. "tradewind demo" trains and backtests the sample.');
      else sayTable(output, ['ID', 'Title', 'Symbol', 'Status', 'Progress', 'Created'], operations.map(operationCells));
      if (total > operations.length)
        output.line(`${operations.length} of ${total}; see more with --limit and --offset.`);
    },
    metricList: (_operationId, { metrics, cursor }) => {
      for (const { seq, kind, data } of metrics) {
        const figures = Object.entries(data).map(([key, value]) => `${key} ${figureText(value)}`);
        output.line(`${seq}  ${kind}  ${figures.join('  ')}`);
      }
      output.line(`Next cursor: ${cursor}`);
    },
    trades: (trades) =>
      sayTable(
        output,
        ['Entry', 'Exit', 'Side', 'Quantity', 'Entry price', 'Exit price', 'Net', 'Return'],
        trades.map((trade) => [
          trade.entryTime,
          trade.exitTime,
          trade.side,
          figureText(trade.quantity),
          String(trade.entryPrice),
          String(trade.exitPrice),
          figureText(trade.netPnl),
          signedPercentText(trade.returnFraction),
        ]),
      ),
    equity: (time, equity) => {
      for (let index = 0; index < time.length; index += 1) {
        output.line(`${new Date(time[index] as number).toISOString()}  ${equity[index]}`);
      }
    },
    datasets: (datasets) => {
      if (datasets.length === 0)
        output.line('No data yet. Import some: tradewind data import FILE --symbol S --timeframe TF');
      else {
        sayTable(
          output,
          ['Symbol', 'Timeframe', 'Bars', 'From', 'To', 'Version'],
          datasets.map((dataset) => [
            dataset.symbol,
            dataset.timeframe,
            String(dataset.bars),
            dataset.start,
            dataset.end,
            dataset.fingerprint.slice(0, 12),
          ]),
        );
      }
    },
    text: (text) => output.line(text),
    failure: ({ message }) => errors.line(message),
  };
}

function sayTable(output: OutputStream, header: readonly string[], rows: readonly (readonly string[])[]): void {
  for (const line of table(header, rows)) output.line(line);
}

function sayEnd(operation: Operation, output: OutputStream, errors: OutputStream): void {
  switch (operation.status) {
    case 'completed': {
      const rows = resultRows(operation);
      const width = Math.max(...rows.map(([label]) => label.length));
      output.line(`${operation.metadata.title}: completed`);
      for (const [label, figure] of rows) output.line(`  ${label.padEnd(width)}  ${figure}`);
      return;
    }
    case 'failed':
      errors.line(operation.failure.message);
      return;
    case 'cancelled':
      output.line(
        `${operation.metadata.title}: cancelled${operation.forced ? ' (it had to be stopped by force)' : ''}`,
      );
      return;
    case 'pending':
    case 'resuming':
    case 'running':
      output.line(`${operation.metadata.title}: ${operation.status}`);
  }
}

const operationCells = (operation: Operation): string[] => [
  operation.operationId,
  operation.metadata.title,
  operation.metadata.symbol ?? '',
  operation.status,
  operation.status === 'pending' ? '' : `${Math.floor(operation.progress.percentage)} %`,
  operation.createdAt,
];

function operationLines(operation: Operation): string[] {
  const lines = [`${operation.metadata.title} (${operation.operationId})`, `  Status   ${operation.status}`];
  if (operation.status === 'completed') {
    for (const [label, figure] of resultRows(operation)) lines.push(`  ${label}: ${figure}`);
  } else if (operation.status === 'failed') {
    lines.push(`  ${operation.failure.message}`);
  } else if (operation.status === 'cancelled' && operation.startedAt !== null) {
    const took = Date.parse(operation.completedAt) - Date.parse(operation.startedAt);
    lines.push(`  Stopped after ${durationText(took)}`);
  }
  return [...lines, ...operation.warnings.map((warning) => `  Note: ${warning}`)];
}

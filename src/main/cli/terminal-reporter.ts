import type { OperationId } from '../../contract/identifiers';
import type { Operation } from '../../contract/operation';
import { datasetTable, metricLines, tradeTable } from './listing-text';
import { liveLines, progressLines } from './live-lines';
import { attemptTable, checkpointTable, endLines, operationLines, operationTable } from './operation-text';
import type { OutputStream } from './output-stream';
import { backupLine, comparisonLines, profileLines, workerLines } from './profile-text';
import type { Reporter } from './reporter';

/** For people: live bars in a terminal, a line per phase elsewhere, tables at the end. Faults go to `errors`. */
export function terminalReporter(output: OutputStream, errors: OutputStream): Reporter {
  const live = liveLines(output);
  /** What the live lines show: usually one, many when all are watched. */
  const followed = new Map<OperationId, Operation>();
  const plainLines = new Map<OperationId, string>();
  const redraw = (): void =>
    live.show([...followed.values()].flatMap((operation) => progressLines(operation, output.columns)));
  const plain = (operation: Operation): void => {
    if (operation.status !== 'running') return;
    const phase = operation.progress.phases.find(({ state }) => state === 'running');
    const tenth = Math.floor(operation.progress.percentage / 10) * 10;
    const line = `${operation.metadata.title}: ${phase?.label ?? 'Starting'}, ${tenth} %`;
    if (line === plainLines.get(operation.operationId)) return;
    plainLines.set(operation.operationId, line);
    output.line(line);
  };
  const say = (lines: readonly string[]): void => {
    for (const line of lines) output.line(line);
  };
  return {
    snapshot: (operation) => {
      if (!output.isTerminal) return plain(operation);
      followed.set(operation.operationId, operation);
      redraw();
    },
    metrics: () => {},
    result: (operation) => {
      followed.delete(operation.operationId);
      plainLines.delete(operation.operationId);
      live.done();
      for (const warning of operation.warnings) errors.line(`Note: ${warning}`);
      if (operation.status === 'failed') errors.line(operation.failure.message);
      else say(endLines(operation));
      if (followed.size > 0) redraw();
    },
    operation: (operation) => say(operationLines(operation)),
    operations: (operations, total) => {
      if (operations.length === 0) output.line('No operations yet. "tradewind demo" trains and backtests the sample.');
      else say(operationTable(operations));
      if (total > operations.length)
        output.line(`${operations.length} of ${total}; see more with --limit and --offset.`);
    },
    metricList: (_operationId, page) => say(metricLines(page)),
    trades: (trades) => say(trades.length === 0 ? ['No trades.'] : tradeTable(trades)),
    equity: (time, equity) => {
      for (let index = 0; index < time.length; index += 1) {
        output.line(`${new Date(time[index] as number).toISOString()}  ${equity[index]}`);
      }
    },
    datasets: (datasets) =>
      say(
        datasets.length === 0
          ? ['No data yet. Import some: tradewind data import FILE --symbol S --timeframe TF']
          : datasetTable(datasets),
      ),
    verified: (comparison) => say(comparisonLines(comparison)),
    deleted: (operationIds) => say(operationIds.map((id) => `Deleted ${id}.`)),
    children: (operations) => say(operations.length === 0 ? ['It has no parts.'] : operationTable(operations)),
    attempts: (attempts) => say(attemptTable(attempts)),
    checkpoints: (checkpoints) =>
      say(
        checkpoints.length === 0
          ? ['No checkpoints: without one, an operation that is resumed starts from its beginning.']
          : checkpointTable(checkpoints),
      ),
    workers: (snapshot) => say(workerLines(snapshot)),
    profile: (report) => say(profileLines(report)),
    backup: (backup) => output.line(backupLine(backup)),
    repaired: (done) => say(done.length === 0 ? ['There was nothing to mend.'] : done),
    idle: () => output.line('Nothing waits or runs.'),
    serving: (profile) =>
      say([`Holding ${profile}.`, 'Commands on this profile run here. Ctrl-C pauses what runs and leaves.']),
    text: (text) => output.line(text),
    failure: ({ message }) => errors.line(message),
  };
}

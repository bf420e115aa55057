import type { Operation } from '../../contract/operation';
import { durationText, remainingText } from './figure-text';
import type { OutputStream } from './output-stream';

const BAR_CELLS = 24;

const bar = (percentage: number): string => {
  const full = Math.floor((percentage / 100) * BAR_CELLS);
  return `${'█'.repeat(full)}${'░'.repeat(BAR_CELLS - full)}`;
};

const percent = (percentage: number): string => `${Math.floor(percentage)} %`.padStart(5);

/** The lines of a working operation: one for the whole, one for its running phase. None is as wide as the terminal. */
export const progressLines = (operation: Operation, columns: number): string[] =>
  linesOf(operation).map((line) => line.trimEnd().slice(0, Math.max(20, columns - 1)));

function linesOf(operation: Operation): string[] {
  const { title, symbol, timeframe } = operation.metadata;
  const name = [title, symbol, timeframe].filter(Boolean).join(' · ');
  if (operation.status === 'pending' || operation.status === 'resuming') {
    const place = operation.queuePosition === null ? 'starting' : `queued, number ${operation.queuePosition}`;
    return [`${name}  ${place}`];
  }
  const { progress } = operation;
  const asked = operation.status === 'running' && operation.cancelRequested !== null;
  const words = asked ? 'Cancelling…' : progress.currentStep;
  const whole = `${bar(progress.percentage)} ${percent(progress.percentage)}  ${words}  ${asked ? '' : remainingText(progress.remaining)}`;
  const running = progress.phases.find((phase) => phase.state === 'running');
  const lines = [name, `  ${whole}`];
  if (running) {
    const spent = running.durationMs === null ? '' : durationText(running.durationMs);
    lines.push(`  ${bar(running.percentage)} ${percent(running.percentage)}  ${running.label}  ${spent}`);
  }
  return lines;
}

export interface LiveLines {
  show(lines: readonly string[]): void;
  /** Leaves what is on the screen and starts below it. */
  done(): void;
}

/** Redraws a few lines in place. */
export function liveLines(output: OutputStream): LiveLines {
  let drawn = 0;
  return {
    show: (lines) => {
      const up = drawn > 0 ? `\u001b[${drawn}A` : '';
      output.raw(`${up}${lines.map((line) => `\u001b[2K${line}\n`).join('')}\u001b[0J`);
      drawn = lines.length;
    },
    done: () => {
      drawn = 0;
    },
  };
}

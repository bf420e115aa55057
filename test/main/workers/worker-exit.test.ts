import { describe, expect, test } from 'vitest';
import { crashOf, crashOfOperation, exitText } from '../../../src/main/workers/worker-exit';

describe('the end of a worker in words', () => {
  test.runIf(process.platform !== 'win32').each([
    [9, 'signal SIGKILL'],
    [15, 'signal SIGTERM'],
    [6, 'signal SIGABRT'],
    [11, 'signal SIGSEGV'],
    [2, 'signal SIGINT'],
  ])('%i was %s', (code, text) => {
    expect(exitText({ code, output: '' })).toBe(text);
  });

  test.each([0, 1, 64, 255, 0xc0000005])('%i is an exit code', (code) => {
    expect(exitText({ code, output: '' })).toBe(`exit code ${code}`);
  });

  test('a crash keeps what the worker last wrote as detail', () => {
    expect(crashOf({ code: 1, output: 'TypeError: x' })).toEqual({
      code: 'worker_crashed',
      message: 'The worker stopped unexpectedly (exit code 1). Try again.',
      detail: 'TypeError: x',
      phase: null,
    });
    expect(crashOf({ code: 1, output: '' }).detail).toBeNull();
  });

  test('a crash of an operation names the phase it was in, and that it can go on', () => {
    const crash = crashOfOperation({ code: 1, output: '' }, 'Epochs');
    expect(crash).toMatchObject({ code: 'worker_crashed', phase: 'Epochs' });
    expect(crash.message).toContain('in the phase Epochs (exit code 1)');
    expect(crash.message).toContain('checkpoint');
    expect(crashOfOperation({ code: 1, output: '' }, null)).toMatchObject({ phase: null });
  });

  test('a process that says it ran out of memory is believed', () => {
    const output =
      'FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory';
    expect(crashOf({ code: 6, output }).code).toBe('out_of_memory');
    expect(crashOfOperation({ code: 6, output }, 'Epochs')).toMatchObject({ code: 'out_of_memory', phase: 'Epochs' });
  });
});

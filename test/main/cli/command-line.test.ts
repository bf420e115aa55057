import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/main/cli/command-line';
import { COMMANDS, helpText } from '../../../src/main/cli/command-table';

const messageOf = (words: string[]): string => {
  try {
    parseCommand(words);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error(`"${words.join(' ')}" was accepted`);
};

describe('the command line', () => {
  it('reads words, texts, numbers, repeated options and flags', () => {
    const train = parseCommand(['train', 's.yaml', '--seed', '7', '--set', 'a.b=1', '--set', 'c=2', '--symbol', 'SPX']);
    expect(train.name).toBe('train');
    expect(train.positional).toBe(resolve('s.yaml'));
    expect(train.numbers.get('seed')).toBe(7);
    expect(train.lists.get('set')).toEqual(['a.b=1', 'c=2']);
    expect(train.texts.get('symbol')).toBe('SPX');
    expect(parseCommand(['dummy', '--ignore-cancel', '--seconds=0.5']).flags.has('ignore-cancel')).toBe(true);
  });

  it.each([
    [['trian'], 'did you mean "train"'],
    [['ops', 'lst'], 'one of these is expected: list, show'],
    [['ops'], 'one of these is expected: list, show'],
    [['dummy', '--step', '3'], 'did you mean --steps?'],
    [['dummy', '--steps', 'many'], '--steps is "many", but a whole number was expected'],
    [['dummy', '--steps', '1.5'], 'a whole number was expected'],
    [['dummy', '--seconds', ''], 'a number was expected'],
    [['dummy', '--seconds'], '--seconds needs a value'],
    [['dummy', 'extra'], '"extra" is one argument too many'],
    [['ops', 'show'], 'ID is missing. Usage: tradewind ops show ID'],
    [['dummy', '--ignore-cancel=yes'], '--ignore-cancel takes no value'],
  ])('refuses %j, saying what was expected', (words, expected) => {
    expect(messageOf(words)).toContain(expected);
  });

  it('takes several settings behind one --set, and nothing else behind it', () => {
    expect(parseCommand(['train', 's.yaml', '--set', 'a=1', 'b=2']).lists.get('set')).toEqual(['a=1', 'b=2']);
    expect(messageOf(['train', 's.yaml', '--set', 'a=1', 'b'])).toContain('"b" is one argument too many');
    expect(messageOf(['train', 's.yaml', 'b=2'])).toContain('"b=2" is one argument too many');
  });

  it('takes a negative number as a value, so that the range check can speak', () => {
    expect(parseCommand(['dummy', '--fail-at', '-5']).numbers.get('fail-at')).toBe(-5);
  });

  it('makes a path absolute, leaves an id as it is and does without what is optional', () => {
    expect(parseCommand(['research', '../s.yaml']).positional).toBe(resolve('../s.yaml'));
    expect(parseCommand(['ops', 'resume', 'x', '--from-start'])).toMatchObject({
      name: 'opsResume',
      positional: 'x',
      flags: new Set(['from-start']),
    });
    expect(parseCommand(['ops', 'watch']).positional).toBe('');
    expect(parseCommand(['ops', 'watch', 'x']).positional).toBe('x');
    expect(messageOf(['ops', 'watch', 'x', 'y'])).toContain('"y" is one argument too many');
    expect(helpText()).toContain('ops watch [ID]\n');
  });

  it('shows the help when nothing was typed, and every command in it', () => {
    expect(parseCommand([]).name).toBe('help');
    for (const { words } of Object.values(COMMANDS)) expect(helpText()).toContain(words.join(' '));
  });

  it('shows what a command cannot do without outside of brackets', () => {
    expect(helpText()).toContain('backtest STRATEGY.yaml --model OPERATION_ID [--start D]');
    expect(helpText()).toContain('data import FILE --symbol S --timeframe TF\n');
  });

  it.each([
    ['train', '--help'],
    ['ops', 'list', '-h'],
    ['ops', '--help'],
  ])('shows the help for %s %s', (...words) => {
    expect(parseCommand(words).name).toBe('help');
  });
});

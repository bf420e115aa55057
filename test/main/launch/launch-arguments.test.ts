import { describe, expect, it } from 'vitest';
import { parseLaunchArguments } from '../../../src/main/launch/launch-arguments';

const parse = (...typed: string[]) => parseLaunchArguments(['electron', '/app', '--headless', '--', ...typed]);

describe('the launch arguments', () => {
  it('open the window when there is no command', () => {
    expect(parse()).toEqual({ ok: true, value: { profile: null, json: false, command: [] } });
  });

  it('take the profile and the output form before or behind the command', () => {
    const expected = { ok: true, value: { profile: 'p', json: true, command: ['ops', 'list', '--limit', '3'] } };
    expect(parse('--profile', 'p', '--json', 'ops', 'list', '--limit', '3')).toEqual(expected);
    expect(parse('ops', 'list', '--json', '--limit', '3', '--profile=p')).toEqual(expected);
  });

  it('ignore the switches of Electron before the separator', () => {
    expect(parseLaunchArguments(['electron', '/app', '--profile', 'x'])).toMatchObject({ value: { profile: null } });
  });

  it.each([[['--profile']], [['--profile', '--json']], [['--profile=']]])(
    'ask for the folder that %j lacks',
    (typed) => {
      const outcome = parse(...typed);
      expect(outcome.ok).toBe(false);
      if (!outcome.ok) expect(outcome.message).toContain('--profile needs a folder');
    },
  );
});

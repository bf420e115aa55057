import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planLaunch } from '../../scripts/launcher/launch-plan.mjs';

const WINDOWLESS = ['--headless', '--disable-gpu', '--in-process-gpu', '--log-level=3'];

describe('start', () => {
  test('opens the window with the profile for the app and the switches for Chromium', () => {
    expect(planLaunch(['start', '--profile', './p', '--force-device-scale-factor=2'])).toEqual({
      mode: 'window',
      switches: ['--force-device-scale-factor=2'],
      forApp: ['--profile', './p'],
    });
  });

  test('takes the profile in front of the word and with an equals sign', () => {
    expect(planLaunch(['--profile=a b', 'start'])).toEqual({
      mode: 'window',
      switches: [],
      forApp: ['--profile', 'a b'],
    });
  });

  test.each([
    { typed: ['start', '--type=renderer'], names: '--type=renderer' },
    { typed: ['start', '--type'], names: '--type' },
    { typed: ['start', 'train'], names: '"train"' },
    { typed: ['start', '--json'], names: '"--json"' },
    { typed: ['start', '--profile'], names: '--profile needs a folder' },
  ])('refuses $typed and names it', ({ typed, names }) => {
    expect(planLaunch(typed)).toEqual({ fault: expect.stringContaining(names) });
  });
});

describe('a command', () => {
  test('runs without a window and reaches the app as it was typed', () => {
    const typed = ['--profile', 'start', '--json', 'train', 'my strategy.yaml', '--type=x', '--', '-1'];
    expect(planLaunch(typed)).toEqual({ mode: 'command', switches: WINDOWLESS, forApp: typed });
  });

  test('is help when none was typed, so that no window opens unseen', () => {
    expect(planLaunch([])).toMatchObject({ mode: 'command', forApp: ['help'] });
    expect(planLaunch(['--profile', 'p'])).toMatchObject({ forApp: ['--profile', 'p', 'help'] });
  });

  test('is missed where a program reads the answer', () => {
    expect(planLaunch(['--json', '--profile', 'p'])).toEqual({
      fault: expect.stringContaining('A command is missing'),
    });
    expect(planLaunch(['--json', '--help'])).toMatchObject({ forApp: ['--json', '--help'] });
  });

  test('may be one of the words that stand alone', () => {
    expect(planLaunch(['--version'])).toMatchObject({ mode: 'command', forApp: ['--version'] });
  });

  test('never lets a word of the person become a switch of Chromium', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        const plan = planLaunch(['train', ...words]);
        expect(plan).toEqual({ mode: 'command', switches: WINDOWLESS, forApp: ['train', ...words] });
      }),
    );
  });
});

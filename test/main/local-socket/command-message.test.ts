import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/main/cli/command-line';
import {
  commandMessageSchema,
  commandOfMessage,
  isHosted,
  messageOfCommand,
} from '../../../src/main/local-socket/command-message';
import { operationId } from '../../fakes/operation-ids';

const ID = operationId(1);

describe('a command for a host', () => {
  it.each([
    'train ./s.yaml --symbol SPX --seed 7 --set a.b=1 --set c=[1,2]',
    'research s.yaml --variants 3 --capital 0.1',
    `ops cancel ${ID} --force`,
    `ops resume ${ID} --from-start`,
    'dummy --fail-at -5 --ignore-cancel',
    'ops watch',
    'workers list',
  ])('arrives as it was typed: %s', (line) => {
    const command = parseCommand(line.split(' '));
    const arrived = commandMessageSchema.parse(JSON.parse(JSON.stringify(messageOfCommand(command))));
    expect(commandOfMessage(arrived)).toEqual(command);
  });

  it('is none that is answered at home, and none that nobody knows', () => {
    const message = messageOfCommand(parseCommand(['workers', 'list']));
    for (const name of ['help', 'version', 'serve', 'toString', 'nonsense', 7]) {
      expect(commandMessageSchema.safeParse({ ...message, name }).success, String(name)).toBe(false);
    }
    expect(isHosted('serve')).toBe(false);
    expect(isHosted('opsWatch')).toBe(true);
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseStrategy } from '../../../src/engine/strategy/parse-strategy';
import { formatProblem } from '../../../src/engine/strategy/problem';
import { PULLBACK_YAML } from '../../fixtures/pullback-strategy';

function firstProblem(text: string): string | null {
  const parsed = parseStrategy(text, 'bad.yaml');
  return parsed.ok ? null : formatProblem(parsed.problems[0]!, 'bad.yaml');
}

it.each([
  [
    'an unknown tag',
    'a: 1\nb: !secret 2',
    'bad.yaml:2:4: The tag !secret is not allowed; expected plain YAML data without tags.',
  ],
  ['a tag that makes objects', 'a: !!js/function x', 'The tag tag:yaml.org,2002:js/function is not allowed'],
  ['a tag of an older YAML', 'a: !!binary aGk=', 'is not allowed'],
  ['a key twice', 'a: 1\nb: 2\na: 3', 'bad.yaml:3:1: The key "a" stands twice in the same section.'],
  [
    'a key twice in a flow mapping',
    'x: {a: 1, "a": 2}',
    'bad.yaml:1:11: The key "a" stands twice in the same section.',
  ],
  ['a key that is a list', '[1, 2]: 3', 'A key must be plain text.'],
  ['an alias without anchor', 'a: *lost', 'bad.yaml:1:4: The alias *lost has no anchor &lost before it.'],
  ['a tab', 'a:\n\tb: 1', 'bad.yaml:2:1: A tab is used to indent; YAML allows spaces only.'],
  ['two documents', 'a: 1\n---\nb: 2', 'the file holds more than one YAML document'],
  ['an open quote', 'a: "x', 'this is not valid YAML: missing closing "quote'],
  ['a deep nest', `a: ${'['.repeat(20_000)}`, 'The file is nested too deeply.'],
  ['nothing', '', 'bad.yaml: This is not a strategy file; expected keys such as name'],
  ['a list', '- a\n- b', 'bad.yaml:1:1: This is not a strategy file'],
  ['text of another kind', '<!doctype html>', 'This is not a strategy file'],
  ['a megabyte', `# ${'x'.repeat(1_000_000)}`, 'bad.yaml: The file has 1000002 characters; expected at most 1000000.'],
])('refuses %s', (_what, text, problem) => {
  expect(firstProblem(text)?.toLowerCase()).toContain(problem.toLowerCase());
});

it('allows 100 aliases and no more', () => {
  const withAliases = (count: number): string =>
    `spare: &anchor 1\nlist: [${Array.from({ length: count }, () => '*anchor').join(', ')}]`;
  expect(firstProblem(withAliases(100))).not.toContain('aliases');
  expect(firstProblem(withAliases(101))).toBe('bad.yaml:2:908: The file uses more than 100 aliases.');
});

it('does not unfold aliases of aliases, which would make 4^20 items', () => {
  const layers = Array.from({ length: 20 }, (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]`);
  expect(firstProblem(`training_data: *l20\nl0: &l0 [x]\n${layers.join('\n')}`)).toContain('*l20 has no anchor');
  expect(firstProblem(`l0: &l0 [x]\n${layers.join('\n')}\ntraining_data: *l20`)).toContain('is a list');
});

it('copes with an anchor that contains itself', () => {
  expect(firstProblem('nn_inputs: &self [*self]')).not.toBeNull();
});

it('answers whatever it is given, with a place or without, and never throws', () => {
  fc.assert(
    fc.property(
      fc.nat(PULLBACK_YAML.length),
      fc.nat(40),
      fc.oneof(
        fc.string({ maxLength: 12 }),
        fc.constantFrom('*a', '&a ', '!t ', '{', '[', ': ', '\n', '- ', 'null', '.nan'),
      ),
      (at, length, piece) => {
        const text = PULLBACK_YAML.slice(0, at) + piece + PULLBACK_YAML.slice(at + length);
        const parsed = parseStrategy(text, 'any.yaml');
        if (parsed.ok) expect(parsed.strategy.inputs.length).toBeGreaterThan(0);
        else
          for (const problem of parsed.problems)
            expect(formatProblem(problem, 'any.yaml')).toMatch(/^any\.yaml.*[.?!]$/s);
      },
    ),
    { numRuns: 500 },
  );
});

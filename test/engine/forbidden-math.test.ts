import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Specified to the last bit by ECMAScript (or plain constants), hence equal on every runtime. */
const ALLOWED = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'fround', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
  ...['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'],
]);

const REPLACEMENTS: Readonly<Record<string, string>> = {
  exp: "exp from 'src/engine/math/exp.ts'",
  expm1: "expMinusOne from 'src/engine/math/exp.ts'",
  log: "log from 'src/engine/math/log.ts'",
  pow: "pow from 'src/engine/math/pow.ts'",
  tanh: "tanh from 'src/engine/math/tanh.ts'",
  sin: "sin from 'src/engine/math/trigonometry.ts'",
  cos: "cos from 'src/engine/math/trigonometry.ts'",
  random: "the seeded generator in 'src/engine/math/random.ts'",
};

const advice = (name: string): string =>
  `use ${REPLACEMENTS[name] ?? "a function of our own in 'src/engine/math'"}: its last bits differ between runtimes`;

/** One sentence per use of arithmetic whose last bits ECMAScript leaves to the implementation. */
function findForbiddenMath(fileName: string, text: string): string[] {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.ES2023, true);
  const found: string[] = [];
  const report = (node: ts.Node, message: string): void => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
    found.push(`${fileName}:${line + 1}: ${message}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'Math') {
      const parent = node.parent;
      if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
        const name = parent.name.text;
        if (!ALLOWED.has(name)) report(node, `Math.${name} is forbidden here, ${advice(name)}.`);
      } else {
        report(node, 'Math may only be used as Math.<name>, so that this check can see which function is meant.');
      }
    }
    if (node.kind === ts.SyntaxKind.AsteriskAsteriskToken || node.kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) {
      report(node, `The ** operator is forbidden here, ${advice('pow')}.`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const engine = join(import.meta.dirname, '../../src/engine');
const root = join(import.meta.dirname, '../..');

describe('arithmetic in src/engine', () => {
  it('uses only functions whose last bits are specified', () => {
    const files = readdirSync(engine, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    expect(files).toContain(join('math', 'exp.ts'));
    const found = files.flatMap((name) => {
      const path = join(engine, name);
      return findForbiddenMath(relative(root, path), readFileSync(path, 'utf8'));
    });
    expect(found).toEqual([]);
  });
});

describe('the check itself', () => {
  it('names the line and the file to use instead', () => {
    expect(findForbiddenMath('src/engine/a.ts', 'const a = 1;\nconst b = Math.exp(a);')).toEqual([
      "src/engine/a.ts:2: Math.exp is forbidden here, use exp from 'src/engine/math/exp.ts': its last bits differ between runtimes.",
    ]);
    expect(findForbiddenMath('a.ts', 'let a = 2 ** 3; a **= 2;')).toHaveLength(2);
    expect(findForbiddenMath('a.ts', 'Math.random()')[0]).toContain('src/engine/math/random.ts');
    expect(findForbiddenMath('a.ts', 'Math.hypot(1, 2)')[0]).toContain('src/engine/math');
  });

  it('sees through an alias and a computed name', () => {
    expect(findForbiddenMath('a.ts', 'const { exp } = Math;')).toHaveLength(1);
    expect(findForbiddenMath('a.ts', "Math['exp'](1)")).toHaveLength(1);
  });

  it('leaves comments, strings and allowed functions alone', () => {
    expect(findForbiddenMath('a.ts', "// Math.exp, 2 ** 3\nconst a = 'Math.pow' + Math.sqrt(2) + Math.PI;")).toEqual(
      [],
    );
  });
});

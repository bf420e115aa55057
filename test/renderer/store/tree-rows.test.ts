import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type OpenRoot, TreeRows } from '../../../src/renderer/store/tree-rows';
import { mintId } from '../../fakes/window-api-operations';

const at = Date.UTC(2026, 10, 23);

/** Some roots, a few of them open with up to four children each. */
const trees = fc
  .tuple(
    fc.integer({ min: 0, max: 30 }),
    fc.uniqueArray(fc.tuple(fc.nat(35), fc.nat(4)), { selector: ([place]) => place }),
  )
  .map(([roots, opened]) => ({
    roots,
    open: opened.map(
      ([place, count]): OpenRoot => ({ place, children: Array.from({ length: count }, () => mintId('training', at)) }),
    ),
  }));

/** The same rows, written out one by one. */
const writtenOut = ({ roots, open }: { roots: number; open: readonly OpenRoot[] }) =>
  Array.from({ length: roots }, (_, place) => [
    { level: 1, place, id: null },
    ...(open.find((one) => one.place === place)?.children ?? []).map((id) => ({ level: 2, place, id })),
  ]).flat();

describe('TreeRows', () => {
  it('finds each row where a list written out has it, and back', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        const rows = new TreeRows(tree.roots, tree.open);
        const expected = writtenOut(tree);
        expect(rows.count).toBe(expected.length);
        for (const [index, row] of expected.entries()) {
          const found = rows.at(index);
          expect([found.level, found.place]).toEqual([row.level, row.place]);
          if (row.id === null) expect(rows.indexOfRoot(row.place)).toBe(index);
          else {
            expect(found.level === 2 && found.id).toBe(row.id);
            expect(rows.indexOfChild(row.id)).toBe(index);
          }
        }
      }),
    );
  });

  it('does not know a child that is out of sight', () => {
    expect(new TreeRows(3, []).indexOfChild(mintId('training', at))).toBeNull();
  });
});

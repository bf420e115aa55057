import { expect, test } from 'vitest';
import { float64Column } from '../../../src/engine/math/canonical-bytes';
import { sha256OfColumns } from '../../../src/workers/runtime/column-hash';

const abc = Uint8Array.of(97, 98, 99);

test('is the published SHA-256 of "abc", however it is cut into columns', () => {
  const published = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256OfColumns([[abc]])).toBe(published);
  expect(sha256OfColumns([[abc.subarray(0, 1)], [abc.subarray(1, 2), abc.subarray(2)]])).toBe(published);
});

test('looks before every piece and can be given up', () => {
  let looks = 0;
  sha256OfColumns([float64Column('long', new Float64Array(150_000))], () => looks++);
  expect(looks).toBe(4);
  expect(() =>
    sha256OfColumns([[abc]], () => {
      throw new Error('stop');
    }),
  ).toThrow('stop');
});

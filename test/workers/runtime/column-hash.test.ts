import { expect, test } from 'vitest';
import { sha256OfColumns } from '../../../src/workers/runtime/column-hash';

const abc = Uint8Array.of(97, 98, 99);

test('is the published SHA-256 of "abc", however it is cut into columns', () => {
  const published = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
  expect(sha256OfColumns([abc])).toBe(published);
  expect(sha256OfColumns([abc.subarray(0, 1), abc.subarray(1)])).toBe(published);
});

test('looks every megabyte and can be given up', () => {
  let looks = 0;
  const large = new Uint8Array(2_500_000);
  sha256OfColumns([abc, large], () => looks++);
  expect(looks).toBe(4);
  expect(() =>
    sha256OfColumns([large], () => {
      throw new Error('stop');
    }),
  ).toThrow('stop');
});

import { expect, test } from 'vitest';
import { asciiBytes } from '../../../src/engine/math/ascii-json';
import { crc32 } from '../../../src/engine/math/crc32';

test('gives the check value of the CRC-32 standard', () => {
  expect(crc32(asciiBytes('123456789'))).toBe(0xcbf4_3926);
  expect(crc32(new Uint8Array())).toBe(0);
});

import { expect, test } from 'vitest';
import { packagesOfLibrary, parseMissingLibraries } from '../../scripts/setup/system-packages.mjs';

const LDD = `\tlinux-vdso.so.1 (0x00007ffd5b5f2000)
\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f0a1c000000)
\tlibgtk-3.so.0 => not found
\tlibnss3.so => not found
\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f0a1be00000)
`;

test('the libraries that the loader does not find are read from what it says', () => {
  expect(parseMissingLibraries(LDD)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  expect(parseMissingLibraries('\tstatically linked\n')).toEqual([]);
});

test.each([
  ['libgtk-3.so.0', 'libgtk-3-0'],
  ['libpango-1.0.so.0', 'libgtk-3-0'],
  ['libnssutil3.so', 'libnss3'],
  ['libasound.so.2', 'libasound2'],
  ['libXcomposite.so.1', 'libxcomposite1'],
])('%s comes with %s', (library, name) => {
  expect(packagesOfLibrary(library)).toContain(name);
});

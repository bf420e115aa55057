import { defineConfig } from 'vitest/config';

/**
 * Unit tests on Electron's Node: whatever uses the app's SQLite addon, and once more the vectors that must come out
 * the same on every runtime.
 */
export default defineConfig({
  test: {
    include: ['test/**/*.electron.test.ts', 'test/**/*.vectors.test.ts', 'test/engine/math/**/*.test.ts'],
  },
});

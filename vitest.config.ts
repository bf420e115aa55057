import { configDefaults, defineConfig } from 'vitest/config';

/** Unit tests on the tools' Node. Files named *.electron.test.ts need Electron's, see vitest.electron.config.ts. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'test/e2e/**', 'test/**/*.electron.test.ts'],
  },
});

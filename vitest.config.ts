import { configDefaults, defineConfig } from 'vitest/config';

/**
 * Unit tests on the tools' Node. Files named *.electron.test.ts need Electron's Node (vitest.electron.config.ts), those
 * in e2e and faults the whole app (playwright.config.ts).
 */
export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: [...configDefaults.exclude, 'test/e2e/**', 'test/faults/**', 'test/**/*.electron.test.ts'],
  },
});

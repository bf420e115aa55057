import { defineConfig } from '@playwright/test';

/** Measurements of the real app; they print figures and assert none. */
export default defineConfig({
  testDir: 'test/bench',
  testMatch: '**/*.bench.ts',
  outputDir: 'test-artifacts/bench',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  reporter: [['line'], ['json']],
});

import { defineConfig } from '@playwright/test';

/**
 * Tests of the real Electron: what a person does (e2e) and what may happen to the app (faults). One at a time: each
 * starts an app with a profile of its own.
 */
export default defineConfig({
  testDir: 'test',
  testMatch: ['e2e/**/*.test.ts', 'faults/**/*.test.ts'],
  outputDir: 'test-artifacts/e2e',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json']],
  use: { trace: 'retain-on-failure', screenshot: 'only-on-failure' },
});

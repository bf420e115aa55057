import { join } from 'node:path';

/** Where everything of a profile lies, and what comes with the app. */
export interface AppFolders {
  readonly profile: string;
  readonly database: string;
  readonly marketData: string;
  readonly artifacts: string;
  readonly checkpoints: string;
  readonly strategies: string;
  /** Committed with the app: icons and sample strategies. */
  readonly resources: string;
  readonly sampleStrategies: string;
  /** Copied from a package at build time. */
  readonly sampleMarketData: string;
}

export function appFoldersOf(profile: string, appRoot: string): AppFolders {
  const resources = join(appRoot, 'resources');
  return {
    profile,
    database: join(profile, 'tradewind.db'),
    marketData: join(profile, 'market-data'),
    artifacts: join(profile, 'artifacts'),
    checkpoints: join(profile, 'checkpoints'),
    strategies: join(profile, 'strategies'),
    resources,
    sampleStrategies: join(resources, 'strategies'),
    sampleMarketData: join(appRoot, 'out', 'resources', 'sp500-2000.csv'),
  };
}

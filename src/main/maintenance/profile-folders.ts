/** Where the parts of a profile lie that are looked after. */
export interface ProfileFolders {
  readonly profile: string;
  readonly database: string;
  readonly marketData: string;
  readonly artifacts: string;
  readonly checkpoints: string;
}

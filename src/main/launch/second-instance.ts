/** What a second instance tells the first: a command must not pull its window to the front. */
export interface SecondInstance {
  readonly mode: 'window' | 'command';
}

/** `tail`: the newest part and holes in it; `backfill` and `full`: what lies before and after the bars that are there. */
export type LoadMode = 'tail' | 'backfill' | 'full';

/** How a series of figures is named and drawn, wherever it appears. */
export interface MetricSeriesLook {
  readonly key: string;
  readonly label: string;
  /** A CSS colour with a meaning, e.g. `var(--tw-train)`. */
  readonly color: string;
}

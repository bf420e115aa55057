interface EndLabelProps {
  readonly lastIndex: number;
  readonly text: string;
  readonly color: string;
  /** Whether it stands above its point, so that two close lines do not write over each other. */
  readonly isAbove: boolean;
  /** Filled in by the chart for each point. */
  readonly index?: number;
  readonly x?: number | string;
  readonly y?: number | string;
}

/** The name of a line at its last point, instead of a legend. */
export function EndLabel({ lastIndex, text, color, isAbove, index, x, y }: EndLabelProps) {
  if (index !== lastIndex) return null;
  return (
    <text x={Number(x) + 6} y={Number(y) + (isAbove ? -2 : 12)} fill={color} fontSize={12} fontWeight={600}>
      {text}
    </text>
  );
}

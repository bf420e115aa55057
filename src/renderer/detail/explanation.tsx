interface ExplanationProps {
  readonly formula: string;
  readonly convention: string;
  /** The figure with all its digits. */
  readonly exact: string;
}

/** What stands behind a figure, one hover away. */
export const Explanation = ({ formula, convention, exact }: ExplanationProps) => (
  <>
    <div style={{ fontWeight: 600 }}>{formula}</div>
    <div>{convention}</div>
    <div style={{ marginTop: 4, opacity: 0.85 }}>Exactly {exact}</div>
  </>
);

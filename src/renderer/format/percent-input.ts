/** A percentage a person typed as the fraction it means, without the noise of the division: 0.07 gives 0.0007. */
export const fractionOfPercent = (percentage: number): number => Number((percentage / 100).toPrecision(12));

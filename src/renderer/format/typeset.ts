/** A sentence that was written plainly, with real minus signs and units that do not wrap away from their figure. */
export const typeset = (sentence: string): string =>
  sentence.replace(/(?<=^|\s)-(?=\d)/g, '\u2212').replace(/(?<=\d) %/g, '\u00a0%');

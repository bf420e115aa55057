/** What a line of progress ends with and the window shows beside it anyway: which phase of how many, and the percentage. */
const SHOWN_ELSEWHERE = /\s*(\[\d+\/\d+\])?\s*(\(\d+(\.\d+)?\s?%\))?$/;

/** The line a person reads while work goes on: `Work · Step 16/100`. */
export const stepWords = (currentStep: string): string => currentStep.replace(SHOWN_ELSEWHERE, '');

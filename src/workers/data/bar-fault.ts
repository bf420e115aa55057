/** What is wrong with one bar's figures (finite ones), in words that follow a place such as `Line 7`; null if nothing. */
export function barFault(open: number, high: number, low: number, close: number, volume: number): string | null {
  if (!(open > 0)) return `open ${open} is not above zero`;
  if (!(high > 0)) return `high ${high} is not above zero`;
  if (!(low > 0)) return `low ${low} is not above zero`;
  if (!(close > 0)) return `close ${close} is not above zero`;
  if (!(high >= low)) return `high ${high} is below low ${low}`;
  if (!(high >= open)) return `high ${high} is below open ${open}`;
  if (!(high >= close)) return `high ${high} is below close ${close}`;
  if (!(low <= open)) return `low ${low} is above open ${open}`;
  if (!(low <= close)) return `low ${low} is above close ${close}`;
  if (!(volume >= 0)) return `volume ${volume} is negative`;
  return null;
}

/** The meaning colours as a canvas needs them: read from the style sheet, so that both schemes have one source. */
export interface ChartColours {
  readonly text: string;
  readonly line: string;
  readonly surface: string;
  readonly equity: string;
  readonly benchmark: string;
  readonly drawdown: string;
  readonly price: string;
  readonly long: string;
  readonly short: string;
  readonly quiet: string;
  readonly accent: string;
}

export function chartColours(element: Element): ChartColours {
  const style = getComputedStyle(element);
  const of = (name: string): string => style.getPropertyValue(`--tw-${name}`).trim() || '#808080';
  return {
    text: of('quiet'),
    line: of('line'),
    surface: of('surface'),
    equity: of('equity'),
    benchmark: of('benchmark'),
    drawdown: of('drawdown'),
    price: of('price'),
    long: of('long'),
    short: of('short'),
    quiet: of('quiet'),
    accent: of('accent'),
  };
}

/** A `#rrggbb` colour made see-through; anything else comes back as it is. */
export const faded = (colour: string, alpha: number): string =>
  /^#[0-9a-f]{6}$/i.test(colour)
    ? `${colour}${Math.round(alpha * 255)
        .toString(16)
        .padStart(2, '0')}`
    : colour;

type Unit = 'percent' | 'ratio' | 'count';

/** A figure that has to reach a limit, or stay within it. */
export interface Condition<Subject> {
  readonly id: string;
  readonly label: string;
  /** Null where the figure is not defined. */
  readonly value: (subject: Subject) => number | null;
  readonly bound: 'at least' | 'at most';
  readonly limit: number;
  readonly unit: Unit;
  /** When an undefined figure meets the condition, why it does; absent: it does not. */
  readonly undefinedMeets?: string;
}

export interface Checked {
  readonly id: string;
  readonly label: string;
  readonly value: number | null;
  readonly limit: number;
  readonly met: boolean;
  /** One plain sentence with the figures. */
  readonly sentence: string;
}

/** `need` ends the sentence, behind the limit: `it needs`, `that would make it strong`. */
export function check<Subject>(condition: Condition<Subject>, subject: Subject, need: string): Checked {
  const { id, label, limit, bound, unit } = condition;
  const value = condition.value(subject);
  const met = value === null ? condition.undefinedMeets !== undefined : reaches(value, bound, limit);
  const figure = value === null ? `${undefinedText(condition)} and counts as` : `${besideLimit(value, limit, unit)},`;
  const goal = unit === 'percent' ? `${plain(100 * limit)} %` : plain(limit);
  return {
    id,
    label,
    value,
    limit,
    met,
    sentence: `${label} is ${figure} ${relation(bound, met)} the ${goal} ${need}.`,
  };
}

const reaches = (value: number, bound: Condition<never>['bound'], limit: number): boolean =>
  bound === 'at least' ? value >= limit : value <= limit;

function relation(bound: Condition<never>['bound'], met: boolean): string {
  if (bound === 'at least') return met ? 'at or above' : 'below';
  return met ? 'at or below' : 'above';
}

const undefinedText = ({ undefinedMeets }: Pick<Condition<never>, 'undefinedMeets'>): string =>
  undefinedMeets === undefined ? 'not defined' : `not defined as ${undefinedMeets}`;

/** With as many digits, up to six, as it takes to lie on the same side of the limit as the figure itself. */
function besideLimit(value: number, limit: number, unit: Unit): string {
  if (unit === 'count') return String(value);
  const [scale, fewest, end] = unit === 'percent' ? [100, 1, ' %'] : [1, 2, ''];
  const side = Math.sign(value - limit);
  let text = (scale * value).toFixed(fewest);
  for (
    let digits = fewest + 1;
    digits <= 6 && Math.sign(Number(text) - Number(plain(scale * limit))) !== side;
    digits++
  ) {
    text = (scale * value).toFixed(digits);
  }
  return `${text}${end}`;
}

/** Four significant digits, free of the noise of binary fractions. */
const plain = (figure: number): string => String(Number(figure.toPrecision(4)));

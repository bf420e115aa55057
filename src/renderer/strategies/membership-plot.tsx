import { type PointerEvent, useMemo, useState } from 'react';
import { membershipFunction } from '../../engine/fuzzy/membership';
import type { FuzzySetSpec } from '../../engine/strategy/strategy';
import { figure } from '../format/figure';
import { axisTicks } from './axis-ticks';
import { type FuzzySetCurves, fuzzySetCurves } from './membership-curves';
import classes from './membership-plot.module.css';

const WIDTH = 320;
const HEIGHT = 100;
const TOP = 4;

const COLOURS = ['train', 'validation', 'equity', 'short', 'drawdown', 'price'];
const colourOf = (index: number): string => `var(--tw-${COLOURS[index % COLOURS.length] ?? 'price'})`;

/** A fuzzy set: how far each value belongs to each of its memberships; the cross-hair reads them off. */
export function MembershipPlot({ set }: { readonly set: FuzzySetSpec }) {
  const drawn = useMemo(() => fuzzySetCurves(set), [set]);
  const [pointed, setPointed] = useState<number | null>(null);
  const shareOf = (value: number): number => (value - drawn.from) / (drawn.to - drawn.from);
  const point = (event: PointerEvent<HTMLDivElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    if (width > 0) setPointed(drawn.from + ((event.clientX - left) / width) * (drawn.to - drawn.from));
  };
  return (
    <figure className={classes['plot']} aria-label={`Fuzzy set ${set.id}`}>
      <figcaption className={classes['caption']}>
        <span className={classes['name']}>{set.id}</span>
        <span className="tw-quiet">
          {sourceOf(set)}
          {pointed === null ? '' : ` = ${figure(pointed)}`}
        </span>
      </figcaption>
      <div className={classes['canvas']} onPointerMove={point} onPointerLeave={() => setPointed(null)}>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden focusable="false">
          {drawn.curves.map((curve, index) => (
            <polyline
              key={curve.name}
              points={pathOf(drawn, index)}
              style={{ stroke: colourOf(index), fill: colourOf(index) }}
            />
          ))}
        </svg>
        {pointed === null ? null : (
          <div className={classes['crosshair']} style={{ left: `${shareOf(pointed) * 100}%` }} />
        )}
      </div>
      <div className={classes['scale']} aria-hidden>
        {axisTicks(drawn.from, drawn.to, 5).map((tick) => (
          <span key={tick} style={{ left: `${shareOf(tick) * 100}%` }}>
            {figure(tick)
              .replace(/(\.\d*?)0+$/, '$1')
              .replace(/\.$/, '')}
          </span>
        ))}
      </div>
      <ul className={classes['legend']}>
        {set.memberships.map((membership, index) => (
          <li key={membership.name}>
            <span className={classes['swatch']} style={{ background: colourOf(index) }} aria-hidden />
            <span className={classes['name']}>{membership.name}</span>
            <span className={classes['shape']}>
              {membership.shape} {membership.parameters.join(', ')}
            </span>
            <span className={classes['degree']}>
              {pointed === null ? '' : membershipFunction(membership)(pointed).toFixed(2)}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** `momentum`, or `trend.histogram` where the output is not the indicator itself. */
const sourceOf = ({ indicator, output }: FuzzySetSpec): string =>
  output === '' || output === indicator ? indicator : `${indicator}.${output}`;

function pathOf({ from, to, curves }: FuzzySetCurves, index: number): string {
  return (curves[index]?.points ?? [])
    .map(([value, degree]) => {
      const x = ((value - from) / (to - from)) * WIDTH;
      const y = TOP + (1 - degree) * (HEIGHT - TOP - 1);
      return `${x.toFixed(2)},${y.toFixed(2)}`;
    })
    .join(' ');
}

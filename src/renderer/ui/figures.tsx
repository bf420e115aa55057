import { Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './figures.module.css';

export interface Figure {
  readonly label: string;
  readonly value: string;
  /** Formula, convention and full precision, on hover and focus. */
  readonly explanation: ReactNode;
}

interface FiguresProps {
  readonly label: string;
  readonly figures: readonly Figure[];
  readonly size?: 'head' | 'table';
}

/** Named figures: a few large ones, or a table of many. */
export function Figures({ label, figures, size = 'table' }: FiguresProps) {
  return (
    <dl className={classes['figures']} data-size={size} aria-label={label}>
      {figures.map((one) => (
        <Tooltip key={one.label} label={one.explanation} maw={360} events={{ hover: true, focus: true, touch: true }}>
          <div className={classes['figure']}>
            <dt>{one.label}</dt>
            <dd>
              <button type="button" className={classes['value']}>
                {one.value}
              </button>
            </dd>
          </div>
        </Tooltip>
      ))}
    </dl>
  );
}

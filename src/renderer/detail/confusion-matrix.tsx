import { VisuallyHidden } from '@mantine/core';
import { count, percent } from '../format/figure';
import classes from './overview.module.css';

const NAMES = ['Buy', 'Hold', 'Sell'] as const;

/** True classes as rows, predictions as columns; the darker a cell, the larger its share of the row. */
export function ConfusionMatrix({ confusion }: { readonly confusion: readonly (readonly number[])[] }) {
  return (
    <table className={classes['confusion']}>
      <thead>
        <tr>
          <td>
            <VisuallyHidden>True class by predicted class</VisuallyHidden>
          </td>
          {NAMES.map((name) => (
            <th key={name} scope="col">
              said {name.toLowerCase()}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {NAMES.map((name, row) => {
          const counts = confusion[row] ?? [];
          const sum = counts.reduce((total, one) => total + one, 0);
          return (
            <tr key={name}>
              <th scope="row">was {name.toLowerCase()}</th>
              {NAMES.map((predicted, column) => {
                const amount = counts[column] ?? 0;
                const share = sum === 0 ? 0 : amount / sum;
                return (
                  <td
                    key={predicted}
                    title={`${percent(share)} of the rows that were ${name.toLowerCase()}`}
                    style={{
                      background: `color-mix(in srgb, var(--tw-accent) ${Math.round(share * 32)}%, var(--tw-sunken))`,
                      fontWeight: row === column ? 600 : 400,
                    }}
                  >
                    {count(amount)}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

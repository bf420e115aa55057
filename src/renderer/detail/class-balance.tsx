import { Text } from '@mantine/core';
import type { TrainingResult } from '../../contract/results';
import { count, percent } from '../format/figure';
import classes from './overview.module.css';

const CLASSES = [
  { key: 'buy', label: 'Buy', color: 'var(--tw-long)' },
  { key: 'hold', label: 'Hold', color: 'var(--tw-benchmark)' },
  { key: 'sell', label: 'Sell', color: 'var(--tw-short)' },
] as const;

/** Below this share a class is hardly learned. */
const RARE = 0.05;

/** How often each label occurs: a class that is rare is hardly learned. */
export function ClassBalance({ classes: counts }: { readonly classes: TrainingResult['classes'] }) {
  const total = counts.buy + counts.hold + counts.sell;
  const share = (key: keyof TrainingResult['classes']): number => (total === 0 ? 0 : counts[key] / total);
  const rare = CLASSES.filter(({ key }) => share(key) < RARE);
  return (
    <>
      <div className={classes['balance']} aria-hidden>
        {CLASSES.map(({ key, color }) => (
          <div key={key} style={{ flexGrow: counts[key], background: color }} />
        ))}
      </div>
      <div className={classes['balanceLegend']}>
        {CLASSES.map(({ key, label, color }) => (
          <span key={key} title={`${count(counts[key])} rows`}>
            <span className={classes['swatch']} style={{ background: color }} />
            {label} {percent(share(key))}
          </span>
        ))}
      </div>
      {rare.length === 0 ? null : (
        <Text size="xs" c="var(--tw-warn)" mt={8}>
          {rare.map((one) => one.label).join(' and ')} occurs in less than 5 % of the rows, so it is hardly learned. Try
          another label threshold.
        </Text>
      )}
    </>
  );
}

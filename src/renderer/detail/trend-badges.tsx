import { Tooltip } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { MetricTrends } from '../../contract/metric-trends';
import { countOf, figure } from '../format/figure';
import classes from './overview.module.css';

/** What the epochs say about how the training goes, in words. */
export function TrendBadges({ trends }: { readonly trends: MetricTrends | null }) {
  if (trends === null) return null;
  const { bestEpoch, bestValidationLoss, epochsSinceImprovement } = trends;
  return (
    <ul className={classes['trends']} aria-label="How it goes">
      <li>
        <span>
          Best epoch <b>{bestEpoch + 1}</b>, validation loss {figure(bestValidationLoss)}
        </span>
      </li>
      <li>
        {epochsSinceImprovement === 0
          ? 'Still improving'
          : `${countOf(epochsSinceImprovement, 'epoch')} without improvement`}
      </li>
      {trends.isPlateaued ? (
        <Tooltip label="Ten epochs or more brought no lower validation loss." maw={280}>
          <li data-tone="warn">
            <IconTrendingDown size={14} stroke={1.75} aria-hidden /> Plateau
          </li>
        </Tooltip>
      ) : null}
      {trends.isOverfitting ? (
        <Tooltip
          label="Over the last ten epochs the training loss fell and the validation loss rose, both by more than 5 %."
          maw={280}
        >
          <li data-tone="warn">
            <IconTrendingUp size={14} stroke={1.75} aria-hidden /> Overfitting
          </li>
        </Tooltip>
      ) : null}
    </ul>
  );
}

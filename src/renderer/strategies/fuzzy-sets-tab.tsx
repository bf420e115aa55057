import { Text } from '@mantine/core';
import { useMemo } from 'react';
import type { StrategyFile } from '../../contract/strategy-files';
import { parseStrategy } from '../../engine/strategy/parse-strategy';
import { MembershipPlot } from './membership-plot';
import classes from './strategy-detail.module.css';

/** Every fuzzy set of a valid strategy, drawn by the functions a training uses. */
export function FuzzySetsTab({ file }: { readonly file: StrategyFile }) {
  const parsed = useMemo(() => parseStrategy(file.text, file.fileName), [file]);
  if (!parsed.ok) {
    return (
      <Text size="sm" c="dimmed">
        The fuzzy sets are drawn once the file has no problems.
      </Text>
    );
  }
  if (parsed.strategy.fuzzySets.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        This strategy has no fuzzy sets: its inputs are indicators as they are.
      </Text>
    );
  }
  return (
    <div className={classes['plots']}>
      {parsed.strategy.fuzzySets.map((set) => (
        <MembershipPlot key={set.id} set={set} />
      ))}
    </div>
  );
}

import { Stack, Text } from '@mantine/core';
import type { Settings } from '../../contract/settings';
import { NumberSetting } from './number-setting';

/** How often running work keeps where it is. */
export function CheckpointsSection({ settings: { checkpoints } }: { readonly settings: Settings }) {
  return (
    <Stack gap="lg" maw={460}>
      <Text size="sm" c="dimmed">
        A checkpoint is everything needed to go on as if nothing had happened. One is also written whenever something is
        paused, cancelled or fails, and when Tradewind is closed or the computer goes to sleep. What comes first counts.
      </Text>
      <NumberSetting
        label="Training: every so many epochs"
        min={1}
        max={1_000_000}
        value={checkpoints.epochs}
        patchOf={(epochs) => ({ checkpoints: { epochs } })}
      />
      <NumberSetting
        label="Backtest: every so many bars"
        min={1}
        max={1_000_000_000}
        value={checkpoints.bars}
        patchOf={(bars) => ({ checkpoints: { bars } })}
      />
      <NumberSetting
        label="Everything: at least every"
        description="Never so often that it would slow the work by more than about a twentieth."
        unit=" s"
        min={1}
        max={86_400}
        value={checkpoints.seconds}
        patchOf={(seconds) => ({ checkpoints: { seconds } })}
      />
    </Stack>
  );
}

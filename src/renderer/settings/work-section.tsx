import { SimpleGrid, Stack, Text } from '@mantine/core';
import type { Settings } from '../../contract/settings';
import { WORKER_KINDS } from '../../contract/workers';
import { WORKER_NAMES } from '../workers/worker-words';
import { NumberSetting } from './number-setting';
import { SwitchSetting } from './switch-setting';

/** How many operations of a kind run side by side. */
export function WorkSection({ settings }: { readonly settings: Settings }) {
  return (
    <>
      <Text size="sm" c="dimmed" mb="md" maw={460}>
        How many operations of a kind run side by side; the others wait their turn. Each takes about one processor core.
      </Text>
      <SimpleGrid cols={2} maw={440} verticalSpacing="md">
        {WORKER_KINDS.map((kind) => (
          <NumberSetting
            key={kind}
            label={WORKER_NAMES[kind]}
            min={1}
            max={64}
            value={settings.slots[kind]}
            patchOf={(slots) => ({ slots: { [kind]: slots } })}
          />
        ))}
      </SimpleGrid>
      <Stack gap="lg" mt="xl" maw={460}>
        <SwitchSetting
          label="Keep the computer awake"
          description="Only while something runs."
          value={settings.keepAwake}
          patchOf={(keepAwake) => ({ keepAwake })}
        />
        <SwitchSetting
          label="Ask before the same is started twice in a row"
          description="The same request gives the same result."
          value={settings.askBeforeRepeating}
          patchOf={(askBeforeRepeating) => ({ askBeforeRepeating })}
        />
      </Stack>
    </>
  );
}

import { Input, SegmentedControl } from '@mantine/core';
import type { Settings } from '../../contract/settings';
import { APPEARANCE_WORDS } from './setting-words';
import { useSettingsChange } from './use-settings-change';

const CHOICES = Object.entries(APPEARANCE_WORDS).map(([value, label]) => ({ value, label }));

/** Light, dark or as the system says. */
export function AppearanceSection({ settings }: { readonly settings: Settings }) {
  const { change, failure } = useSettingsChange();
  return (
    <Input.Wrapper
      label="Colours"
      labelElement="div"
      labelProps={{ id: 'colours-label' }}
      description="The whole window and its charts; “As the system” follows it when it changes."
      error={failure?.message}
    >
      <SegmentedControl
        mt={8}
        mb={4}
        role="radiogroup"
        aria-labelledby="colours-label"
        data={CHOICES}
        value={settings.appearance}
        onChange={(choice) => change({ appearance: choice as Settings['appearance'] })}
      />
    </Input.Wrapper>
  );
}

import { Switch } from '@mantine/core';
import type { SettingsPatch } from '../../contract/settings';
import { useSettingsChange } from './use-settings-change';

interface SwitchSettingProps {
  readonly label: string;
  readonly description: string;
  readonly value: boolean;
  readonly patchOf: (value: boolean) => SettingsPatch;
}

/** Yes or no, stored at once. */
export function SwitchSetting({ label, description, value, patchOf }: SwitchSettingProps) {
  const { change, failure } = useSettingsChange();
  return (
    <Switch
      label={label}
      description={description}
      checked={value}
      error={failure?.message}
      onChange={(event) => change(patchOf(event.currentTarget.checked))}
    />
  );
}

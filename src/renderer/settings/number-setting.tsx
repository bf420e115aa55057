import { NumberInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import type { SettingsPatch } from '../../contract/settings';
import { useSettingsChange } from './use-settings-change';

interface NumberSettingProps {
  readonly label: string;
  readonly description?: string;
  /** What is stored now. */
  readonly value: number;
  readonly min: number;
  readonly max: number;
  /** Digits behind the point. */
  readonly decimals?: number;
  readonly unit?: string;
  readonly patchOf: (value: number) => SettingsPatch;
}

/** Half a number must not be stored while the other half is typed. */
const TYPING_MS = 500;

/** A number that is stored as soon as it is whole: a moment after the last key, or on leaving the field. */
export function NumberSetting(props: NumberSettingProps) {
  const { label, description, value, min, max, decimals = 0, unit = '', patchOf } = props;
  const { change, failure } = useSettingsChange();
  /** What stands in the field while it differs from what is stored. */
  const [draft, setDraft] = useState<number | string | null>(null);
  const isFit = (one: number | string | null): one is number => typeof one === 'number' && one >= min && one <= max;
  const store = useDebouncedCallback((wanted: number) => change(patchOf(wanted)), {
    delay: TYPING_MS,
    flushOnUnmount: true,
  });
  if (draft === value) setDraft(null);
  const leave = (): void => {
    store.flush();
    // What cannot be stored goes; what was refused stays beside the reason.
    if (!isFit(draft)) setDraft(null);
  };
  const isWrong = draft !== null && !isFit(draft);
  const range = `A number from ${min} to ${max}${unit}`;
  return (
    <NumberInput
      label={label}
      description={description}
      suffix={unit}
      thousandSeparator=","
      step={1}
      decimalScale={decimals}
      allowDecimal={decimals > 0}
      allowNegative={false}
      clampBehavior="none"
      styles={{ wrapper: { width: 160 } }}
      value={draft ?? value}
      error={isWrong ? range : failure?.message}
      onChange={(typed) => {
        setDraft(typed);
        if (isFit(typed) && typed !== value) store(typed);
        else store.cancel();
      }}
      onBlur={leave}
      onKeyDown={(event) => event.key === 'Enter' && store.flush()}
    />
  );
}

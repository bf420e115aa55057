import { Button, Group, NumberInput, Text } from '@mantine/core';
import { useState } from 'react';
import type { SettingsPatch } from '../../contract/settings';
import { countOf } from '../format/figure';
import { Notice } from '../ui/notice';
import { useSettingsChange } from './use-settings-change';

interface RetentionFieldProps {
  readonly label: string;
  readonly unit: string;
  readonly max: number;
  /** Null: for ever. */
  readonly value: number | null;
  /** How many operations a limit would delete, null when that is not known; null when it deletes none. */
  readonly doomedBy: ((limit: number) => Promise<number | null>) | null;
  readonly patchOf: (limit: number | null) => SettingsPatch;
}

/** A limit on what is kept. It is not stored while it is typed: what it would delete is said and asked for first. */
export function RetentionField({ label, unit, max, value, doomedBy, patchOf }: RetentionFieldProps) {
  const { change, failure } = useSettingsChange();
  const [draft, setDraft] = useState<number | string>(value ?? '');
  /** What the person has to agree to. */
  const [question, setQuestion] = useState<{ readonly limit: number; readonly doomed: number | null } | null>(null);
  const limit = draft === '' ? null : Number(draft);
  const isFit = limit === null || (Number.isInteger(limit) && limit >= 1 && limit <= max);
  const store = (stored: number | null): void => {
    setQuestion(null);
    change(patchOf(stored));
  };
  const apply = async (): Promise<void> => {
    if (limit === null || doomedBy === null) return store(limit);
    const doomed = await doomedBy(limit);
    if (doomed === 0) store(limit);
    else setQuestion({ limit, doomed });
  };
  return (
    <div>
      <Group align="flex-end" gap="sm">
        <NumberInput
          label={label}
          description="Empty: for ever"
          suffix={` ${unit}`}
          placeholder="for ever"
          min={1}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          styles={{ wrapper: { width: 200 } }}
          value={draft}
          error={isFit ? failure?.message : `A whole number from 1 to ${max}, or nothing`}
          onChange={(typed) => {
            setQuestion(null);
            setDraft(typed);
          }}
        />
        {limit === value ? null : (
          <Button variant="default" disabled={!isFit} onClick={() => void apply()}>
            Apply
          </Button>
        )}
      </Group>
      {question === null ? null : (
        <div role="alertdialog" aria-label="Delete old operations?" style={{ marginTop: 12 }}>
          <Notice title={doomedWords(question.doomed)}>
            <Text size="sm">Their results, models and charts go with them. This cannot be undone.</Text>
            <Group gap="xs" mt="xs">
              <Button size="compact-sm" color="red" variant="light" onClick={() => store(question.limit)}>
                Delete them and apply
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => {
                  setQuestion(null);
                  setDraft(value ?? '');
                }}
              >
                Leave it as it was
              </Button>
            </Group>
          </Notice>
        </div>
      )}
    </div>
  );
}

const doomedWords = (doomed: number | null): string =>
  doomed === null ? 'This deletes finished operations' : `This deletes up to ${countOf(doomed, 'finished operation')}`;

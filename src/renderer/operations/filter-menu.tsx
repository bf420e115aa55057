import { ActionIcon, Button, Checkbox, Group, Indicator, Popover, Stack, Text, TextInput } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { OperationType } from '../../contract/operation-type';
import { isNoFilter, NO_FILTER } from '../filter/list-filter';
import type { OperationList } from '../store/operation-list';
import { Hint } from '../ui/hint';
import { TYPE_NAMES } from './operation-words';

/** The types people look for; parts of a research are found below it. */
const TYPES: readonly OperationType[] = ['training', 'backtesting', 'agent_research', 'data_load', 'dummy'];

/** The same conditions as the search field writes, to click together. */
export function FilterMenu({ list }: { readonly list: OperationList }) {
  const filter = useStore(list.store, (state) => state.filter);
  const isNarrowed =
    filter.types.length > 0 || filter.symbol !== null || filter.fromDay !== null || filter.toDay !== null;
  return (
    <Popover position="bottom-end" shadow="md" width={280} trapFocus>
      <Popover.Target>
        <Hint text="Narrow by type, symbol and date">
          <Indicator disabled={!isNarrowed} size={7} offset={7}>
            <ActionIcon size={34} aria-label="Filter">
              <IconFilter size={16} stroke={1.75} />
            </ActionIcon>
          </Indicator>
        </Hint>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Checkbox.Group
            label="Type"
            value={[...filter.types]}
            onChange={(types) => list.setFilter({ ...filter, types: types as OperationType[] })}
          >
            <Stack gap={6} mt={6}>
              {TYPES.map((type) => (
                <Checkbox key={type} size="xs" value={type} label={TYPE_NAMES[type]} />
              ))}
            </Stack>
          </Checkbox.Group>
          <TextInput
            size="xs"
            label="Symbol"
            placeholder="SPX"
            value={filter.symbol ?? ''}
            onChange={(event) => {
              const symbol = event.currentTarget.value.trim();
              list.setFilter({ ...filter, symbol: symbol === '' ? null : symbol });
            }}
          />
          <Group grow gap="xs">
            <DayField
              label="From"
              value={filter.fromDay}
              onChange={(fromDay) => list.setFilter({ ...filter, fromDay })}
            />
            <DayField label="To" value={filter.toDay} onChange={(toDay) => list.setFilter({ ...filter, toDay })} />
          </Group>
          <Text size="xs" c="dimmed">
            Or type it: type:training symbol:SPX from:2026-11-01
          </Text>
          <Button
            size="compact-sm"
            variant="default"
            disabled={isNoFilter(filter)}
            onClick={() => list.setFilter(NO_FILTER)}
          >
            Clear all filters
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (day: string | null) => void;
}

/** A day of the calendar; `today` and `yesterday` are left to the search field. */
const DayField = ({ label, value, onChange }: DayFieldProps) => (
  <TextInput
    size="xs"
    type="date"
    label={label}
    value={value !== null && /^\d/.test(value) ? value : ''}
    onChange={(event) => onChange(event.currentTarget.value === '' ? null : event.currentTarget.value)}
  />
);
